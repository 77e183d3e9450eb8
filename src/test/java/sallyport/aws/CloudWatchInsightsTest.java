package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Selector;
import sallyport.watch.InsightsAnswer;
import sallyport.watch.InsightsQuery;
import sallyport.watch.Question;

class CloudWatchInsightsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final AwsStub aws = new AwsStub();
    private final AwsClients clients = aws.clients();
    private final EcsFixture ecs = new EcsFixture(aws);
    private final AtomicLong nanos = new AtomicLong();
    private final CloudWatchInsights insights = new CloudWatchInsights(
            EcsFixture.TARGETS,
            clients,
            new EcsReader(clients),
            new LogBudgets(nanos::get, this::pause),
            () -> NOW.plusNanos(nanos.get()),
            this::pause);

    private void pause(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @BeforeEach
    void logsToCloudWatch() {
        ecs.definition
                .path("containerDefinitions")
                .get(0)
                .asObject()
                .putObject("logConfiguration")
                .put("logDriver", "awslogs")
                .putObject("options")
                .put("awslogs-group", "/ecs/web")
                .put("awslogs-stream-prefix", "ecs");
        ecs.runs(EcsFixture.id(1));
        stores(1_000_000);
        aws.answers("StartQuery", "{\"queryId\":\"q-1\"}");
        aws.answers("StopQuery", "{\"success\":true}");
    }

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    /** A group ten days old, that keeps everything. */
    private void stores(long bytes) {
        long created = NOW.minus(Duration.ofDays(10)).toEpochMilli();
        aws.answers("DescribeLogGroups", """
                {"logGroups":[{"logGroupName":"/ecs/web-other","creationTime":%1$d,"storedBytes":99999999999999},
                 {"logGroupName":"/ecs/web","creationTime":%1$d,"storedBytes":%2$d}]}""".formatted(created, bytes));
    }

    private void results(String... answers) {
        var next = List.of(answers).iterator();
        var last = answers[answers.length - 1];
        aws.on("GetQueryResults", body -> AwsStub.json(next.hasNext() ? next.next() : last));
    }

    private static String running(long scanned) {
        return "{\"status\":\"Running\",\"results\":[],\"statistics\":{\"bytesScanned\":" + scanned + "}}";
    }

    @Test
    void an_answer_is_a_table_of_the_streams_of_the_service_alone() {
        results(running(5), """
                {"status":"Complete","statistics":{"bytesScanned":42.0},"results":[
                 [{"field":"minute","value":"10:01"},{"field":"errors","value":"3"},{"field":"@ptr","value":"x"}],
                 [{"field":"minute","value":"10:00"}]]}""");

        assertThat(ask())
                .isEqualTo(new InsightsAnswer.Table(
                        List.of("minute", "errors"), List.of(List.of("10:01", "3"), List.of("10:00", "")), 42));
        var asked = aws.calls("StartQuery").getFirst().body();
        assertThat(asked.path("queryString").stringValue())
                .startsWith("filter @logStream like /^ecs\\/app\\// | filter @message like");
        assertThat(asked.path("logGroupNames").get(0).stringValue()).isEqualTo("/ecs/web");
        assertThat(asked.path("endTime").longValue() - asked.path("startTime").longValue())
                .isEqualTo(3_600);
    }

    @Test
    void what_would_scan_too_much_by_estimate_is_not_asked() {
        stores(CloudWatchInsights.MOST_BYTES * 241);

        assertThat(ask())
                .isInstanceOfSatisfying(
                        InsightsAnswer.NotAnswered.class,
                        not -> assertThat(not.explanation()).contains("about 10041 MB", "Nothing was asked."));
        assertThat(aws.calls("StartQuery")).isEmpty();
    }

    @Test
    void what_turns_out_to_scan_too_much_is_stopped() {
        results(running(5), running(CloudWatchInsights.MOST_BYTES), running(CloudWatchInsights.MOST_BYTES + 1));

        assertThat(ask())
                .isInstanceOfSatisfying(
                        InsightsAnswer.Stopped.class,
                        stopped -> assertThat(stopped.why()).contains("scanned more than 10000 MB"));
        assertThat(aws.calls("StopQuery").getFirst().body().path("queryId").stringValue())
                .isEqualTo("q-1");
        assertThat(aws.calls("GetQueryResults")).hasSize(3);
    }

    @Test
    void what_takes_too_long_is_stopped() {
        results(running(5));

        assertThat(ask())
                .isInstanceOfSatisfying(
                        InsightsAnswer.Stopped.class,
                        stopped -> assertThat(stopped.why()).contains("longer than 2 min"));
        assertThat(aws.calls("StopQuery")).hasSize(1);
    }

    @Test
    void an_interrupt_stops_the_query() {
        aws.on("GetQueryResults", body -> AwsStub.json(running(7)));
        var interrupted = new CloudWatchInsights(
                EcsFixture.TARGETS,
                clients,
                new EcsReader(clients),
                new LogBudgets(nanos::get, this::pause),
                () -> NOW,
                time -> {
                    throw new InterruptedException();
                });

        assertThat(interrupted.ask(query())).isEqualTo(new InsightsAnswer.Stopped("The query was stopped.", 7));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(aws.calls("StopQuery")).hasSize(1);
    }

    @Test
    void a_query_that_aws_gives_up_is_said() {
        results("{\"status\":\"Failed\",\"results\":[]}");

        assertThat(ask())
                .isEqualTo(new InsightsAnswer.NotAnswered(
                        "CloudWatch Logs Insights gave up (Failed). Try again, with a shorter --since."));
    }

    private InsightsAnswer ask() {
        return insights.ask(query());
    }

    private static InsightsQuery query() {
        return new InsightsQuery(
                new Selector("web", Optional.empty(), Optional.empty()),
                new Question.ErrorsByMinute(),
                NOW.minus(Duration.ofHours(1)),
                NOW);
    }
}

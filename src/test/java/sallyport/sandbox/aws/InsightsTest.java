package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.sandbox.aws.world.LogLine;
import tools.jackson.databind.JsonNode;

class InsightsTest {
    private static final WorldClock CLOCK = new WorldClock();
    private static final Duration SCHEDULED = Duration.ofMillis(300);
    private static final Duration RUNNING = Duration.ofMillis(1_200);

    @RegisterExtension
    static final StartedAws AWS = new StartedAws(options -> options.withClock(CLOCK));

    private final LogsClient logs = new LogsClient(AWS);

    @BeforeEach
    void writeFourLines() {
        var lines = new ArrayList<LogLine>();
        for (int number = 1; number <= 4; number++) {
            var at = CLOCK.ago(Duration.ofMinutes(number));
            lines.add(new LogLine("s", at, at, "line " + number));
        }
        AWS.aws().writeLogs("/asked", lines);
    }

    private static String range(long from, long to) {
        return ",'startTime':" + from + ",'endTime':" + to;
    }

    private static String lastHour() {
        return range(
                CLOCK.ago(Duration.ofHours(1)).getEpochSecond(), CLOCK.instant().getEpochSecond());
    }

    private String start(String query) throws Exception {
        return logs.good("StartQuery", "{'logGroupName':'/asked','queryString':'" + query + "'" + lastHour() + "}")
                .path("queryId")
                .asString();
    }

    private JsonNode results(String id) throws Exception {
        return logs.good("GetQueryResults", "{'queryId':'" + id + "'}");
    }

    @Test
    void a_query_waits_runs_with_what_it_has_so_far_and_completes() throws Exception {
        var id = start("fields @message");
        assertThat(results(id).path("status").asString()).isEqualTo("Scheduled");
        CLOCK.pass(SCHEDULED.plus(RUNNING.dividedBy(2)));
        var halfway = results(id);
        assertThat(halfway.path("status").asString()).isEqualTo("Running");
        assertThat(halfway.path("results")).hasSize(2);
        assertThat(halfway.path("statistics").path("recordsScanned").asDouble()).isEqualTo(2);
        assertThat(halfway.path("statistics").path("bytesScanned").asDouble()).isEqualTo(12);
        CLOCK.pass(RUNNING.dividedBy(2));
        var complete = results(id);
        assertThat(complete.path("status").asString()).isEqualTo("Complete");
        assertThat(complete.path("results")).hasSize(4);
        assertThat(complete.path("results")
                        .path(0)
                        .valueStream()
                        .map(field -> field.path("field").asString()))
                .containsExactly("@message", "@ptr");
        assertThat(complete.path("results").path(0).path(0).path("value").asString())
                .isEqualTo("line 1");
        assertThat(complete.path("statistics").path("bytesScanned").asDouble()).isEqualTo(24);
    }

    @Test
    void results_come_in_pages() throws Exception {
        var id = start("fields @message");
        CLOCK.pass(Duration.ofSeconds(2));
        var first = logs.good("GetQueryResults", "{'queryId':'" + id + "','maxItems':3}");
        var token = first.path("nextToken").asString();
        var second = logs.good("GetQueryResults", "{'queryId':'" + id + "','maxItems':3,'nextToken':'" + token + "'}");
        assertThat(first.path("results")).hasSize(3);
        assertThat(second.path("results")).hasSize(1);
        assertThat(second.has("nextToken")).isFalse();
    }

    @Test
    void both_ends_of_the_time_count() throws Exception {
        var from = CLOCK.ago(Duration.ofMinutes(3)).getEpochSecond();
        var to = CLOCK.ago(Duration.ofMinutes(2)).getEpochSecond();
        var id = logs.good(
                        "StartQuery",
                        "{'logGroupNames':['/asked','/ecs/batch'],'queryString':'filter @message like /^line/'"
                                + range(from, to) + "}")
                .path("queryId")
                .asString();
        CLOCK.pass(Duration.ofSeconds(2));
        assertThat(results(id).path("results")).hasSize(2);
    }

    @Test
    void a_query_is_stopped_once() throws Exception {
        var id = start("limit 1");
        var stop = "{'queryId':'" + id + "'}";
        assertThat(logs.good("StopQuery", stop).path("success").asBoolean()).isTrue();
        assertThat(results(id).path("status").asString()).isEqualTo("Cancelled");
        assertThat(logs.call("StopQuery", stop).error()).isEqualTo("InvalidParameterException");
    }

    @Test
    void thirty_queries_are_under_way_at_once() throws Exception {
        for (int query = 0; query < 30; query++) {
            start("limit 1");
        }
        var one = "{'logGroupName':'/asked','queryString':'limit 1'" + lastHour() + "}";
        assertThat(logs.call("StartQuery", one).error()).isEqualTo("LimitExceededException");
        CLOCK.pass(SCHEDULED.plus(RUNNING));
        assertThat(logs.call("StartQuery", one).status()).isEqualTo(200);
    }

    @Test
    void queries_are_described_newest_first_by_group_and_by_status() throws Exception {
        var done = start("limit 1");
        CLOCK.pass(Duration.ofSeconds(2));
        var waiting = start("limit 2");
        assertThat(ids("{'logGroupName':'/asked'}")).containsExactly(waiting, done);
        assertThat(ids("{'status':'Complete'}")).containsExactly(done);
        assertThat(ids("{'logGroupName':'/ecs/web'}")).isEmpty();
    }

    private List<String> ids(String asked) throws Exception {
        return logs.good("DescribeQueries", asked)
                .path("queries")
                .valueStream()
                .map(query -> query.path("queryId").asString())
                .toList();
    }

    @Test
    void a_malformed_query_is_answered_with_its_place() throws Exception {
        var answer = logs.call(
                "StartQuery", "{'logGroupName':'/asked','queryString':'fields @message | explode'" + lastHour() + "}");
        assertThat(answer.error()).isEqualTo("MalformedQueryException");
        assertThat(answer.body()
                        .path("queryCompileError")
                        .path("location")
                        .path("startCharOffset")
                        .asInt())
                .isEqualTo(18);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        StartQuery      | {'queryString':'limit 1','startTime':1,'endTime':2}                                                 | InvalidParameterException
        StartQuery      | {'logGroupName':'/asked','logGroupNames':['/asked'],'queryString':'limit 1','startTime':1,'endTime':2} | InvalidParameterException
        StartQuery      | {'logGroupName':'/nope','queryString':'limit 1','startTime':1,'endTime':2}                          | ResourceNotFoundException
        StartQuery      | {'logGroupName':'/asked','queryString':'limit 1','startTime':2,'endTime':1}                         | InvalidParameterException
        StartQuery      | {'logGroupName':'/asked','queryString':'limit 1','startTime':1,'endTime':2,'limit':10001}           | InvalidParameterException
        StartQuery      | {'logGroupName':'/asked','queryString':'limit 1','startTime':1,'endTime':2,'queryLanguage':'SQL'}   | InvalidParameterException
        GetQueryResults | {'queryId':'nope'}                                                                                  | ResourceNotFoundException
        StopQuery       | {'queryId':'nope'}                                                                                  | ResourceNotFoundException
        """)
    void a_mistake_is_answered_with_the_services_error(String operation, String body, String error) throws Exception {
        assertThat(logs.call(operation, body).error()).isEqualTo(error);
    }
}

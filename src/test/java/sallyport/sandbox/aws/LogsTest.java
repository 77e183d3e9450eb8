package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.sandbox.aws.ApiClient.Answer;
import sallyport.sandbox.aws.api.LogsPace;
import sallyport.sandbox.aws.world.IngestionDelay;
import sallyport.sandbox.aws.world.Task;
import tools.jackson.databind.JsonNode;

class LogsTest {
    @RegisterExtension
    static final StartedAws AWS =
            new StartedAws(options -> options.withLogs(LogsPace.realistic().withStatisticsLag(Duration.ZERO)));

    private static Answer logs(String operation, String body) throws IOException, InterruptedException {
        return AWS.api().call("logs", operation, body.replace('\'', '"'));
    }

    /** All pages of a FilterLogEvents call, the empty ones too. */
    private static List<JsonNode> pages(String members) throws IOException, InterruptedException {
        var pages = new ArrayList<JsonNode>();
        var token = "";
        do {
            var next = token.isEmpty() ? "" : ",'nextToken':'" + token + "'";
            pages.add(logs("FilterLogEvents", "{" + members + next + "}").body());
            var following = pages.getLast().path("nextToken").asString("");
            assertThat(token.isEmpty() || !following.equals(token))
                    .as("pages go on")
                    .isTrue();
            token = following;
        } while (!token.isEmpty());
        return pages;
    }

    private static List<String> messages(List<JsonNode> pages) {
        var messages = new ArrayList<String>();
        pages.forEach(page -> page.path("events")
                .forEach(event -> messages.add(event.path("message").asString())));
        return messages;
    }

    private static Task webTask() {
        return AWS.aws().world().tasks().getFirst();
    }

    private static String webStream() {
        return "web/app/" + webTask().id();
    }

    @Test
    void a_rare_term_is_found_behind_empty_pages() throws Exception {
        var tenMinutesAgo = Instant.now().minus(Duration.ofMinutes(1));
        AWS.aws().writeLog(webTask(), tenMinutesAgo, tenMinutesAgo, "needle in the hay");
        var pages = pages("'logGroupName':'/ecs/web','filterPattern':'needle'");
        assertThat(pages).hasSizeGreaterThan(1);
        assertThat(pages.getFirst().path("events")).isEmpty();
        assertThat(messages(pages)).containsExactly("needle in the hay");
    }

    @Test
    void pages_of_any_size_hold_every_event_once_in_the_order_of_time() throws Exception {
        var end = Instant.now().minus(IngestionDelay.MOST).toEpochMilli();
        var small = pages("'logGroupName':'/ecs/web','limit':97,'endTime':" + end);
        var events = new ArrayList<JsonNode>();
        small.forEach(page -> page.path("events").forEach(events::add));
        assertThat(events).hasSizeGreaterThan(1000);
        assertThat(events).extracting(event -> event.path("eventId").asString()).doesNotHaveDuplicates();
        assertThat(events).extracting(event -> event.path("timestamp").asLong()).isSorted();
        assertThat(events).allSatisfy(event -> {
            assertThat(event.path("eventId").asString()).matches("\\d{56}");
            assertThat(event.path("ingestionTime").asLong())
                    .isGreaterThan(event.path("timestamp").asLong());
        });
        assertThat(messages(pages("'logGroupName':'/ecs/web','endTime':" + end)))
                .hasSameSizeAs(events);
    }

    @Test
    void a_line_is_there_only_once_it_was_ingested() throws Exception {
        var now = Instant.now();
        AWS.aws().writeLog(webTask(), now.minusSeconds(60), now.plusSeconds(3600), "comes late");
        AWS.aws().writeLog(webTask(), now.minusSeconds(60), now, "is here");
        assertThat(messages(pages("'logGroupName':'/ecs/web','filterPattern':'?late ?here'")))
                .containsExactly("is here");
    }

    @Test
    void running_tasks_go_on_logging() {
        var before = AWS.aws().world().logs().group("/ecs/web").orElseThrow().stream(webStream())
                .orElseThrow()
                .visible(Instant.MAX)
                .size();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> AWS.aws().world().logs().group("/ecs/web").orElseThrow().stream(webStream())
                                .orElseThrow()
                                .visible(Instant.MAX)
                                .size()
                        > before);
    }

    @Test
    void a_stream_is_read_from_its_head_or_its_tail_until_the_token_repeats() throws Exception {
        var batch = AWS.aws().world().tasks().getLast();
        var stream = "'logGroupName':'/ecs/batch','logStreamName':'batch/report/" + batch.id() + "','limit':12";
        var forward = new ArrayList<String>();
        var token = "";
        for (int call = 0; call < 10; call++) {
            var next = token.isEmpty() ? "" : ",'nextToken':'" + token + "'";
            var page = logs("GetLogEvents", "{'startFromHead':true," + stream + next + "}")
                    .body();
            page.path("events")
                    .forEach(event -> forward.add(event.path("message").asString()));
            if (page.path("nextForwardToken").asString().equals(token)) {
                break;
            }
            token = page.path("nextForwardToken").asString();
        }
        assertThat(forward).hasSize(31).doesNotHaveDuplicates();
        assertThat(forward.getFirst()).contains("started");
        assertThat(forward.getLast()).contains("memory=1010MiB of 1024MiB");
        var tail = logs("GetLogEvents", "{" + stream + "}").body();
        assertThat(messages(List.of(tail))).isEqualTo(forward.subList(19, 31));
        var back = logs(
                        "GetLogEvents",
                        "{" + stream + ",'nextToken':'"
                                + tail.path("nextBackwardToken").asString() + "'}")
                .body();
        assertThat(messages(List.of(back))).isEqualTo(forward.subList(7, 19));
    }

    @Test
    void streams_are_listed_by_name_or_by_their_last_event() throws Exception {
        var byName = logs("DescribeLogStreams", "{'logGroupName':'/ecs/web','logStreamNamePrefix':'web/app/'}")
                .body();
        assertThat(byName.path("logStreams")).hasSize(2);
        var stamp = Instant.now();
        AWS.aws().writeLog(webTask(), stamp, stamp, "newest");
        var newest = logs(
                        "DescribeLogStreams",
                        "{'logGroupName':'/ecs/web','orderBy':'LastEventTime','descending':true,'limit':1}")
                .body();
        assertThat(newest.path("logStreams").path(0).path("lastEventTimestamp").asLong())
                .isGreaterThanOrEqualTo(stamp.toEpochMilli());
        assertThat(newest.path("nextToken").asString()).isNotEmpty();
    }

    @Test
    void groups_are_found_by_prefix_and_by_arn() throws Exception {
        var groups = logs("DescribeLogGroups", "{'logGroupNamePrefix':'/ecs/w'}")
                .body()
                .path("logGroups");
        assertThat(groups)
                .extracting(group -> group.path("logGroupName").asString())
                .containsExactly("/ecs/web", "/ecs/worker");
        var arn = groups.path(0).path("logGroupArn").asString();
        assertThat(pages("'logGroupIdentifier':'" + arn + "','limit':1,'startTime':"
                                + Instant.now().minusSeconds(120).toEpochMilli())
                        .getFirst()
                        .path("events"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        FilterLogEvents    | {'logGroupName':'/nope'}                                  | ResourceNotFoundException
        FilterLogEvents    | {}                                                        | InvalidParameterException
        FilterLogEvents    | {'logGroupName':'/ecs/web','logStreamNames':['nope']}     | ResourceNotFoundException
        FilterLogEvents    | {'logGroupName':'/ecs/web','nextToken':'made up'}         | InvalidParameterException
        FilterLogEvents    | {'logGroupName':'/ecs/web','limit':10001}                 | InvalidParameterException
        FilterLogEvents    | {'logGroupName':'/ecs/web','unmask':true}                 | AccessDeniedException
        GetLogEvents       | {'logGroupName':'/ecs/web','logStreamName':'nope'}        | ResourceNotFoundException
        DescribeLogStreams | {'logGroupName':'/ecs/web','orderBy':'Size'}              | InvalidParameterException
        StartLiveTail      | {}                                                        | InvalidParameterException
        PutLogEvents       | {}                                                        | UnknownOperationException
        """)
    void a_mistake_is_answered_with_the_services_error(String operation, String body, String error) throws Exception {
        var answer = logs(operation, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
    }
}

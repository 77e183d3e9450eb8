package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.sandbox.aws.LogsClient.events;
import static sallyport.sandbox.aws.LogsClient.messages;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.sandbox.aws.api.LogsPace;
import sallyport.sandbox.aws.world.LogClass;
import sallyport.sandbox.aws.world.LogLine;
import tools.jackson.databind.JsonNode;

/** Large log groups, the ends of pages, streams and times, and what passing time does to tokens and late lines. */
class LogLimitsTest {
    private static final WorldClock CLOCK = new WorldClock();
    private static final String GROUP = "'logGroupName':'/big'";
    private static final String STREAM = GROUP + ",'logStreamName':'s'";

    @RegisterExtension
    static final StartedAws AWS = new StartedAws(
            options -> options.withClock(CLOCK).withLogs(LogsPace.realistic().withEventsLookedAt(20_000)));

    private final LogsClient logs = new LogsClient(AWS);

    private static void write(LogLine... lines) {
        AWS.aws().writeLogs("/big", List.of(lines));
    }

    private static LogLine line(Duration ago, String message) {
        return new LogLine("s", CLOCK.ago(ago), CLOCK.ago(ago), message);
    }

    private static LogLine second(int second) {
        return line(Duration.ofSeconds(60L - second), "line " + second);
    }

    private static long millis(int second) {
        return second(second).timestamp().toEpochMilli();
    }

    /** In no order at all: eight streams, times within an hour, each ingested up to a minute later. */
    private static List<LogLine> hundredThousand() {
        var random = new Random(7);
        var lines = new ArrayList<LogLine>();
        for (int number = 0; number < 100_000; number++) {
            var at = CLOCK.ago(Duration.ofMinutes(61)).plusMillis(random.nextInt(3_600_000));
            lines.add(new LogLine("stream-" + number % 8, at, at.plusMillis(random.nextInt(60_000)), "line " + number));
        }
        return lines;
    }

    @Test
    void a_hundred_thousand_lines_of_eight_streams_come_once_each_by_time_and_ingestion() throws Exception {
        AWS.aws().writeLogs("/big", hundredThousand());
        var pages = logs.pages(GROUP);
        assertThat(pages)
                .allSatisfy(page -> assertThat(page.path("events").size()).isLessThanOrEqualTo(10_000));
        var events = events(pages);
        assertThat(events).hasSize(100_000);
        assertThat(events.stream().map(event -> event.path("eventId").asString()))
                .doesNotHaveDuplicates();
        assertThat(events)
                .isSortedAccordingTo(Comparator.<JsonNode>comparingLong(
                                event -> event.path("timestamp").asLong())
                        .thenComparingLong(event -> event.path("ingestionTime").asLong()));
        assertThat(events.stream().map(event -> event.path("logStreamName").asString()))
                .contains("stream-0", "stream-7");
    }

    @Test
    void a_page_ends_before_it_exceeds_a_megabyte() throws Exception {
        var message = "é".repeat(200_000);
        write(line(Duration.ofSeconds(3), message), line(Duration.ofSeconds(2), message));
        write(line(Duration.ofSeconds(1), message));
        assertThat(logs.pages(GROUP))
                .extracting(page -> page.path("events").size())
                .containsExactly(2, 1);
        assertThat(logs.good("GetLogEvents", "{" + STREAM + "}").path("events")).hasSize(2);
    }

    @Test
    void a_page_has_at_most_ten_thousand_events() throws Exception {
        var at = CLOCK.ago(Duration.ofMinutes(1));
        for (int number = 0; number < 10_001; number++) {
            write(new LogLine("s", at, at, "x"));
        }
        assertThat(logs.pages(GROUP))
                .extracting(page -> page.path("events").size())
                .containsExactly(10_000, 1);
    }

    @ParameterizedTest
    @CsvSource({"FilterLogEvents, 24, 200", "FilterLogEvents, 25, 400", "GetLogEvents, 24, 200", "GetLogEvents, 25, 400"
    })
    void a_token_is_good_for_24_hours(String operation, int hours, int status) throws Exception {
        write(second(1), second(2), second(3));
        var asked =
                operation.equals("GetLogEvents") ? STREAM + ",'startFromHead':true,'limit':1" : GROUP + ",'limit':1";
        var page = logs.good(operation, "{" + asked + "}");
        var token =
                page.path("nextToken").asString(page.path("nextForwardToken").asString(""));
        CLOCK.pass(Duration.ofHours(hours));
        assertThat(logs.call(operation, "{" + asked + ",'nextToken':'" + token + "'}")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void a_token_of_one_operation_is_no_token_of_the_other() throws Exception {
        write(second(1), second(2));
        var token = logs.good("FilterLogEvents", "{" + GROUP + ",'limit':1}")
                .path("nextToken")
                .asString();
        assertThat(logs.call("GetLogEvents", "{" + STREAM + ",'nextToken':'" + token + "'}")
                        .error())
                .isEqualTo("InvalidParameterException");
    }

    @Test
    void a_late_line_takes_its_place_among_earlier_ones_when_it_is_ingested() throws Exception {
        write(second(10), second(30));
        write(new LogLine(
                "s", CLOCK.ago(Duration.ofSeconds(40)), CLOCK.instant().plusSeconds(5), "late"));
        assertThat(messages(logs.pages(GROUP))).containsExactly("line 10", "line 30");
        CLOCK.pass(Duration.ofSeconds(5));
        assertThat(messages(logs.pages(GROUP))).containsExactly("line 10", "late", "line 30");
    }

    @Test
    void lines_of_one_moment_come_in_the_order_of_their_ingestion() throws Exception {
        var at = CLOCK.ago(Duration.ofMinutes(1));
        write(new LogLine("s", at, at.plusMillis(9), "second"), new LogLine("t", at, at.plusMillis(3), "first"));
        assertThat(messages(logs.pages(GROUP))).containsExactly("first", "second");
        assertThat(messages(logs.pages(GROUP + ",'limit':1"))).containsExactly("first", "second");
    }

    @Test
    void both_ends_of_the_time_count_for_filter_and_only_the_first_for_get() throws Exception {
        write(second(1), second(2), second(3), second(4));
        var range = ",'startTime':" + millis(2) + ",'endTime':" + millis(3);
        assertThat(messages(logs.pages(GROUP + range))).containsExactly("line 2", "line 3");
        assertThat(messages(List.of(logs.good("GetLogEvents", "{" + STREAM + range + "}"))))
                .containsExactly("line 2");
    }

    @Test
    void at_the_end_of_a_stream_the_token_repeats_until_a_new_line_comes() throws Exception {
        write(second(1), second(2));
        var head = STREAM + ",'startFromHead':true";
        var read = logs.good("GetLogEvents", "{" + head + "}");
        var token = read.path("nextForwardToken").asString();
        var end = logs.good("GetLogEvents", "{" + head + ",'nextToken':'" + token + "'}");
        assertThat(end.path("events")).isEmpty();
        assertThat(end.path("nextForwardToken").asString()).isEqualTo(token);
        var back = end.path("nextBackwardToken").asString();
        assertThat(messages(List.of(logs.good("GetLogEvents", "{" + STREAM + ",'nextToken':'" + back + "'}"))))
                .containsExactly("line 1", "line 2");
        write(second(3));
        assertThat(messages(List.of(logs.good("GetLogEvents", "{" + head + ",'nextToken':'" + token + "'}"))))
                .containsExactly("line 3");
    }

    @Test
    void at_the_head_of_a_stream_the_backward_token_repeats() throws Exception {
        write(second(1), second(2));
        var token = logs.good("GetLogEvents", "{" + STREAM + "}")
                .path("nextBackwardToken")
                .asString();
        var before = logs.good("GetLogEvents", "{" + STREAM + ",'nextToken':'" + token + "'}");
        assertThat(before.path("events")).isEmpty();
        assertThat(before.path("nextBackwardToken").asString()).isEqualTo(token);
        var forth = before.path("nextForwardToken").asString();
        var all = logs.good("GetLogEvents", "{" + STREAM + ",'startFromHead':true,'nextToken':'" + forth + "'}");
        assertThat(messages(List.of(all))).containsExactly("line 1", "line 2");
    }

    @Test
    void a_forward_token_wants_to_start_from_the_head() throws Exception {
        write(second(1));
        var token = logs.good("GetLogEvents", "{" + STREAM + "}")
                .path("nextForwardToken")
                .asString();
        var answer = logs.call("GetLogEvents", "{" + STREAM + ",'nextToken':'" + token + "'}");
        assertThat(answer.error()).isEqualTo("InvalidParameterException");
    }

    @Test
    void the_last_event_times_of_streams_are_behind() throws Exception {
        var streams = "{" + GROUP + ",'orderBy':'LastEventTime','descending':true}";
        write(second(59));
        var fresh = logs.good("DescribeLogStreams", streams).path("logStreams").path(0);
        assertThat(fresh.path("logStreamName").asString()).isEqualTo("s");
        assertThat(fresh.has("lastEventTimestamp")).isFalse();
        CLOCK.pass(Duration.ofMinutes(5));
        var later = logs.good("DescribeLogStreams", streams).path("logStreams").path(0);
        assertThat(later.path("lastEventTimestamp").asLong())
                .isEqualTo(CLOCK.ago(Duration.ofMinutes(5).plusSeconds(1)).toEpochMilli());
    }

    @Test
    void streams_go_by_their_last_event_only_without_a_prefix() throws Exception {
        write(second(1));
        var answer =
                logs.call("DescribeLogStreams", "{" + GROUP + ",'orderBy':'LastEventTime','logStreamNamePrefix':'s'}");
        assertThat(answer.error()).isEqualTo("InvalidParameterException");
    }

    @Test
    void beyond_the_quota_calls_are_throttled_until_a_second_has_passed() throws Exception {
        write(second(1));
        AWS.aws().faults().inject("logs-quota", Map.of("operation", "FilterLogEvents", "tps", "2"), 4);
        var answers = new ArrayList<String>();
        for (int call = 0; call < 3; call++) {
            answers.add(logs.call("FilterLogEvents", "{" + GROUP + "}").error());
        }
        assertThat(logs.call("GetLogEvents", "{" + STREAM + "}").status()).isEqualTo(200);
        CLOCK.pass(Duration.ofSeconds(1));
        answers.add(logs.call("FilterLogEvents", "{" + GROUP + "}").error());
        assertThat(answers).containsExactly("", "", "ThrottlingException", "");
    }

    @Test
    void groups_of_the_infrequent_access_class_are_listed_and_not_read() throws Exception {
        AWS.aws().world().logs().create("/rare", LogClass.INFREQUENT_ACCESS, Instant.EPOCH);
        assertThat(logs.good("DescribeLogGroups", "{'logGroupClass':'INFREQUENT_ACCESS'}")
                        .path("logGroups"))
                .hasSize(1);
        assertThat(logs.call("FilterLogEvents", "{'logGroupName':'/rare'}").error())
                .isEqualTo("InvalidParameterException");
    }

    @Test
    void groups_are_listed_by_class_and_by_up_to_five_parts_of_their_names() throws Exception {
        var groups = logs.good("ListLogGroups", "{'logGroupNamePattern':'^/ecs/w|batch','limit':2}");
        assertThat(groups.path("logGroups")
                        .valueStream()
                        .map(group -> group.path("logGroupName").asString()))
                .containsExactly("/ecs/batch", "/ecs/web");
        assertThat(groups.path("nextToken").asString("")).isNotEmpty();
        assertThat(logs.call("ListLogGroups", "{'logGroupNamePattern':'ab'}").error())
                .isEqualTo("InvalidParameterException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'logGroupName':'/big*'",
                "'logGroupName':'/big','logGroupIdentifier':'/big'",
                "'logGroupIdentifier':'arn:aws:logs:us-east-1:123456789012:log-group:/big:*'",
                "'logGroupName':'/big','logStreamNamePrefix':'a:b'",
                "'logGroupName':'/big','logStreamNames':[]",
                "'logGroupName':'/big','logStreamNames':['s'],'logStreamNamePrefix':'s'",
                "'logGroupName':'/big','startTime':2,'endTime':1",
                "'logGroupName':'/big','startTime':-1"
            })
    void what_the_model_forbids_is_refused(String members) throws Exception {
        write(second(1));
        assertThat(logs.call("FilterLogEvents", "{" + members + "}").error()).isEqualTo("InvalidParameterException");
    }

    @Test
    void a_hundred_stream_names_are_taken_and_no_more() throws Exception {
        write(second(1));
        var hundred = "'s',".repeat(99) + "'s'";
        assertThat(messages(logs.pages(GROUP + ",'logStreamNames':[" + hundred + "]")))
                .containsExactly("line 1");
        assertThat(logs.call("FilterLogEvents", "{" + GROUP + ",'logStreamNames':[" + hundred + ",'s']}")
                        .error())
                .isEqualTo("InvalidParameterException");
    }

    @Test
    void a_script_writes_lines_through_the_control_port() throws Exception {
        var body = "{'group':'/made/here','events':[{'stream':'s','timestamp':%d,'message':'from a script'}]}"
                .formatted(millis(1));
        assertThat(AWS.api().control("logs", body.replace('\'', '"')).statusCode())
                .isEqualTo(200);
        assertThat(messages(logs.pages("'logGroupName':'/made/here'"))).containsExactly("from a script");
        assertThat(AWS.api()
                        .control("logs", "{\"group\":\"/made/here\",\"events\":[{}]}")
                        .statusCode())
                .isEqualTo(400);
    }
}

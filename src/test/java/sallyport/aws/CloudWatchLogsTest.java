package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Selector;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogLine;
import sallyport.watch.LogQuery;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class CloudWatchLogsTest {
    private static final Instant SINCE = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-11-23T10:10:00Z");

    private final AwsStub aws = new AwsStub();
    private final AwsClients clients = aws.clients();
    private final EcsFixture ecs = new EcsFixture(aws);
    private final List<ObjectNode> written = new ArrayList<>();
    private int pageSize = 2;
    private final CloudWatchLogs logs = new CloudWatchLogs(EcsFixture.TARGETS, clients, new EcsReader(clients));

    CloudWatchLogsTest() {
        logsTo("app", "/ecs/web", "ecs");
        aws.on("FilterLogEvents", this::filter);
    }

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    /**
     * Like the service: by stream names or prefix and time, oldest first, a few events a page, a missing name is an
     * error.
     */
    private AwsStub.Reply filter(JsonNode body) {
        var names = StreamSupport.stream(body.path("logStreamNames").spliterator(), false)
                .map(JsonNode::stringValue)
                .toList();
        if (!names.stream()
                .allMatch(
                        name -> written.stream().anyMatch(event -> stream(event).equals(name)))) {
            return AwsStub.error(400, "ResourceNotFoundException", "The specified log stream does not exist.");
        }
        var prefix = body.path("logStreamNamePrefix").asString("");
        var matching = written.stream()
                .filter(event -> names.isEmpty() ? stream(event).startsWith(prefix) : names.contains(stream(event)))
                .filter(event -> at(event) >= body.path("startTime").longValue()
                        && at(event) <= body.path("endTime").longValue())
                .sorted((one, other) -> Long.compare(at(one), at(other)))
                .toList();
        int from = Integer.parseInt(body.path("nextToken").asString("0"));
        int to = Math.min(matching.size(), from + pageSize);
        var page = EcsFixture.array("events", matching.subList(from, to));
        if (to < matching.size()) {
            page.put("nextToken", String.valueOf(to));
        }
        return AwsStub.json(page);
    }

    private static String stream(ObjectNode event) {
        return event.path("logStreamName").stringValue();
    }

    private static long at(ObjectNode event) {
        return event.path("timestamp").longValue();
    }

    @Test
    void lines_of_all_tasks_are_merged_in_order_of_time() {
        ecs.runs(EcsFixture.id(1));
        ecs.runs(EcsFixture.id(2));
        writes("ecs/app/" + EcsFixture.id(1), 1, "first");
        writes("ecs/app/" + EcsFixture.id(2), 2, "second");
        writes("ecs/app/" + EcsFixture.id(1), 3, "third");

        assertThat(lines(query("web")).lines())
                .containsExactly(
                        new LogLine(SINCE.plusSeconds(1), EcsFixture.id(1), "app", "first"),
                        new LogLine(SINCE.plusSeconds(2), EcsFixture.id(2), "app", "second"),
                        new LogLine(SINCE.plusSeconds(3), EcsFixture.id(1), "app", "third"));
        assertThat(aws.calls("FilterLogEvents").getFirst().body())
                .satisfies(call -> assertThat(
                                ((JsonNode) call).path("logGroupName").stringValue())
                        .isEqualTo("/ecs/web"));
    }

    @Test
    void a_stopped_task_that_ecs_remembers_is_read_as_well() {
        ecs.stopped(EcsFixture.id(9), 1);
        writes("ecs/app/" + EcsFixture.id(9), 1, "last words");

        assertThat(lines(query("web")).lines()).extracting(LogLine::text).containsExactly("last words");
    }

    @Test
    void a_task_that_has_written_nothing_yet_does_not_hide_the_others_and_dead_streams_stay_out() {
        ecs.runs(EcsFixture.id(1));
        ecs.runs(EcsFixture.id(2));
        writes("ecs/app/" + EcsFixture.id(1), 1, "alive");
        writes("ecs/app/" + EcsFixture.id(77), 2, "dead since last week");

        assertThat(lines(query("web")).lines()).extracting(LogLine::text).containsExactly("alive");
    }

    @Test
    void a_task_ecs_has_forgotten_is_read_by_its_whole_id() {
        ecs.runs(EcsFixture.id(1));
        writes("ecs/app/" + EcsFixture.id(77), 2, "long ago");

        assertThat(lines(query("web", EcsFixture.id(77), null)).lines())
                .extracting(LogLine::text)
                .containsExactly("long ago");
    }

    @Test
    void a_task_ecs_has_forgotten_cannot_be_read_by_a_part_of_its_id() {
        assertThat(notReadable(query("web", "77", null))).contains("whole id");
    }

    @Test
    void without_any_task_all_streams_of_the_service_are_read() {
        writes("ecs/app/" + EcsFixture.id(77), 2, "long ago");

        assertThat(lines(query("web")).lines())
                .containsExactly(new LogLine(SINCE.plusSeconds(2), EcsFixture.id(77), "app", "long ago"));
    }

    @Test
    void of_too_many_lines_the_newest_are_given_and_the_rest_is_owned_up_to() {
        ecs.runs(EcsFixture.id(1));
        IntStream.range(0, 10).forEach(second -> writes("ecs/app/" + EcsFixture.id(1), second, "line " + second));
        var selector = new Selector("web", Optional.empty(), Optional.empty());

        var three = lines(new LogQuery(selector, SINCE, UNTIL, Optional.empty(), 3));
        var ten = lines(new LogQuery(selector, SINCE, UNTIL, Optional.empty(), 10));

        assertThat(three.lines()).extracting(LogLine::text).containsExactly("line 7", "line 8", "line 9");
        assertThat(three.more()).isTrue();
        assertThat(ten.lines()).hasSize(10);
        assertThat(ten.more()).isFalse();
    }

    @Test
    void a_range_with_many_pages_still_gives_the_newest_lines_without_a_hole() {
        ecs.runs(EcsFixture.id(1));
        IntStream.range(0, 150).forEach(line -> writes("ecs/app/" + EcsFixture.id(1), line * 4, "line " + line));

        var answer = lines(query("web", 15));

        assertThat(answer.lines())
                .extracting(LogLine::text)
                .containsExactlyElementsOf(IntStream.range(135, 150)
                        .mapToObj(line -> "line " + line)
                        .toList());
        assertThat(answer.more()).isTrue();
        assertThat(answer.notes()).isEmpty();
    }

    @Test
    void a_burst_before_a_long_silence_is_found() {
        ecs.runs(EcsFixture.id(1));
        IntStream.range(0, 50).forEach(line -> writes("ecs/app/" + EcsFixture.id(1), 30 + line, "line " + line));

        assertThat(lines(query("web", 10)).lines())
                .extracting(LogLine::text)
                .containsExactlyElementsOf(
                        IntStream.range(40, 50).mapToObj(line -> "line " + line).toList());
    }

    @Test
    void more_pages_than_are_ever_read_are_owned_up_to_and_what_is_given_has_no_hole() {
        pageSize = 1;
        ecs.runs(EcsFixture.id(1));
        IntStream.range(0, 600).forEach(line -> writes("ecs/app/" + EcsFixture.id(1), line, "line " + line));

        var answer = lines(query("web", 1_000));

        assertThat(answer.more()).isTrue();
        assertThat(answer.notes()).anyMatch(note -> note.contains("too much to read it all"));
        int shown = answer.lines().size();
        assertThat(shown).isPositive();
        assertThat(answer.lines())
                .extracting(LogLine::text)
                .containsExactlyElementsOf(IntStream.range(600 - shown, 600)
                        .mapToObj(line -> "line " + line)
                        .toList());
        assertThat(aws.calls("FilterLogEvents")).hasSizeLessThanOrEqualTo(LogScan.MAX_PAGES + LogScan.PAGES_PER_RANGE);
    }

    @Test
    void empty_pages_are_read_through() {
        ecs.runs(EcsFixture.id(1));
        aws.on("FilterLogEvents", body -> {
            int page = Integer.parseInt(body.path("nextToken").asString("0"));
            var answer = EcsFixture.array("events", page < 5 ? List.of() : List.of(event("s", 1, "late")));
            return AwsStub.json(page < 5 ? answer.put("nextToken", String.valueOf(page + 1)) : answer);
        });

        assertThat(lines(query("web")).lines()).extracting(LogLine::text).containsExactly("late");
        assertThat(aws.calls("FilterLogEvents")).hasSize(6);
    }

    @Test
    void more_than_100_tasks_are_read_in_several_calls() {
        pageSize = 100;
        EcsFixture.ids(101).forEach(id -> {
            ecs.runs(id);
            writes("ecs/app/" + id, 1, id);
        });

        assertThat(lines(query("web")).lines()).hasSize(101);
        assertThat(aws.calls("FilterLogEvents"))
                .extracting(call -> call.body().path("logStreamNames").size())
                .contains(100, 1)
                .allMatch(size -> size <= LogScan.STREAMS_PER_CALL);
    }

    @Test
    void the_filter_and_the_range_are_handed_to_aws() {
        ecs.runs(EcsFixture.id(1));
        writes("ecs/app/" + EcsFixture.id(1), 1, "line");

        logs.read(new LogQuery(
                new Selector("web", Optional.empty(), Optional.empty()), SINCE, UNTIL, Optional.of("ERROR"), 5));

        assertThat(aws.calls("FilterLogEvents").getFirst()).satisfies(call -> {
            assertThat(call.body().path("filterPattern").stringValue()).isEqualTo("ERROR");
            assertThat(call.body().path("startTime").longValue()).isEqualTo(SINCE.toEpochMilli());
            assertThat(call.body().path("endTime").longValue()).isEqualTo(UNTIL.toEpochMilli());
        });
    }

    @Test
    void a_group_in_another_region_is_asked_for_there() {
        logging("app")
                .putObject("options")
                .put("awslogs-group", "/ecs/web")
                .put("awslogs-stream-prefix", "ecs")
                .put("awslogs-region", "us-east-1");
        ecs.runs(EcsFixture.id(1));
        writes("ecs/app/" + EcsFixture.id(1), 1, "line");

        lines(query("web"));

        assertThat(aws.calls("FilterLogEvents").getFirst().authorization()).contains("/us-east-1/logs/");
    }

    @Test
    void without_a_stream_prefix_the_runtime_id_is_the_stream() {
        logging("app").putObject("options").put("awslogs-group", "/ecs/web");
        ecs.runs(EcsFixture.id(1));
        writes(EcsFixture.id(1) + "-0123456789", 1, "line");

        assertThat(lines(query("web")).lines())
                .containsExactly(new LogLine(SINCE.plusSeconds(1), EcsFixture.id(1), "app", "line"));
    }

    @Test
    void a_container_that_logs_elsewhere_is_told_where() {
        logging("app").put("logDriver", "awsfirelens");
        logging("app").putObject("options").put("Name", "datadog");
        ecs.runs(EcsFixture.id(1));

        assertThat(notReadable(query("web"))).contains("FireLens").contains("datadog");

        logging("app").put("logDriver", "splunk");
        assertThat(new LogStreams(EcsFixture.REGION, Optional.empty()).nothing())
                .contains("no containers");
    }

    @Test
    void a_container_without_a_log_configuration_is_said() {
        ((ObjectNode) ecs.definition.path("containerDefinitions").get(0)).remove("logConfiguration");
        ecs.runs(EcsFixture.id(1));

        assertThat(notReadable(query("web"))).contains("no log configuration in web:42");
    }

    @Test
    void a_sidecar_that_logs_elsewhere_is_a_note_beside_the_lines() {
        ecs.definition.withArray("containerDefinitions").add(EcsFixture.object("""
                        {"name":"proxy","logConfiguration":{"logDriver":"syslog","options":{}}}"""));
        ecs.runs(EcsFixture.id(1));
        writes("ecs/app/" + EcsFixture.id(1), 1, "line");

        var answer = lines(query("web"));

        assertThat(answer.lines()).hasSize(1);
        assertThat(answer.notes()).singleElement().asString().contains("proxy").contains("syslog");
    }

    @Test
    void an_unknown_container_is_refused_with_the_names_there_are() {
        ecs.runs(EcsFixture.id(1));

        assertThat(notReadable(query("web", null, "ap")))
                .contains("no container ap")
                .contains("app");
    }

    @Test
    void a_missing_group_is_said() {
        ecs.runs(EcsFixture.id(1));
        aws.on(
                "FilterLogEvents",
                body -> AwsStub.error(400, "ResourceNotFoundException", "The specified log group does not exist."));

        assertThat(notReadable(query("web"))).contains("Log group /ecs/web does not exist in eu-west-1");
    }

    @Test
    void throttling_is_tried_again_and_then_said() {
        ecs.runs(EcsFixture.id(1));
        aws.on("FilterLogEvents", body -> AwsStub.error(400, "ThrottlingException", "Rate exceeded"));

        assertThat(notReadable(query("web"))).contains("slowing this account down");
        assertThat(aws.calls("FilterLogEvents")).hasSize(3);
    }

    private ObjectNode logging(String container) {
        return (ObjectNode) StreamSupport.stream(
                        ecs.definition.path("containerDefinitions").spliterator(), false)
                .filter(definition -> definition.path("name").stringValue().equals(container))
                .findFirst()
                .orElseThrow()
                .path("logConfiguration");
    }

    private void logsTo(String container, String group, String prefix) {
        var definition =
                (ObjectNode) ecs.definition.path("containerDefinitions").get(0);
        assertThat(definition.path("name").stringValue()).isEqualTo(container);
        definition
                .putObject("logConfiguration")
                .put("logDriver", "awslogs")
                .putObject("options")
                .put("awslogs-group", group)
                .put("awslogs-region", EcsFixture.REGION)
                .put("awslogs-stream-prefix", prefix);
    }

    private void writes(String stream, int second, String message) {
        written.add(event(stream, second, message));
    }

    private static ObjectNode event(String stream, int second, String message) {
        long at = SINCE.plus(Duration.ofSeconds(second)).toEpochMilli();
        return AwsStub.JSON
                .createObjectNode()
                .put("logStreamName", stream)
                .put("timestamp", at)
                .put("ingestionTime", at + 700)
                .put("eventId", stream + second)
                .put("message", message);
    }

    private static LogQuery query(String alias, int limit) {
        return new LogQuery(
                new Selector(alias, Optional.empty(), Optional.empty()), SINCE, UNTIL, Optional.empty(), limit);
    }

    private static LogQuery query(String alias) {
        return new LogQuery(
                new Selector(alias, Optional.empty(), Optional.empty()), SINCE, UNTIL, Optional.empty(), 1_000);
    }

    private static LogQuery query(String alias, @Nullable String task, @Nullable String container) {
        var selector = new Selector(alias, Optional.ofNullable(task), Optional.ofNullable(container));
        return new LogQuery(selector, SINCE, UNTIL, Optional.empty(), 1_000);
    }

    private LogAnswer.Lines lines(LogQuery query) {
        return switch (logs.read(query)) {
            case LogAnswer.Lines lines -> lines;
            case LogAnswer.NotReadable(var why) -> throw new AssertionError(why);
        };
    }

    private String notReadable(LogQuery query) {
        return switch (logs.read(query)) {
            case LogAnswer.NotReadable(var why) -> why;
            case LogAnswer.Lines lines -> throw new AssertionError("readable: " + lines);
        };
    }
}

package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Selector;
import sallyport.watch.LineFilter;
import sallyport.watch.LinePattern;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogLine;
import sallyport.watch.LogQuery;
import sallyport.watch.LogScope;
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
    private final AtomicLong nanos = new AtomicLong();
    private final CloudWatchLogs logs = new CloudWatchLogs(
            EcsFixture.TARGETS,
            clients,
            new EcsReader(clients),
            new LogBudgets(nanos::get, pause -> nanos.addAndGet(pause.toNanos())),
            text -> text.replace("hunter22", "[redacted]"));

    CloudWatchLogsTest() {
        logsTo("app", "/ecs/web", "ecs");
        aws.on("FilterLogEvents", this::filter);
        aws.on("GetLogEvents", this::get);
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

    /** Like the service: one stream, in order, from either end, and at the end the token that was given. */
    private AwsStub.Reply get(JsonNode body) {
        var name = body.path("logStreamName").stringValue();
        var all = written.stream().filter(event -> stream(event).equals(name)).toList();
        if (all.isEmpty()) {
            return AwsStub.error(400, "ResourceNotFoundException", "The specified log stream does not exist.");
        }
        var matching = all.stream()
                .filter(event -> at(event) >= body.path("startTime").longValue()
                        && at(event) <= body.path("endTime").longValue())
                .sorted((one, other) -> Long.compare(at(one), at(other)))
                .toList();
        boolean fromHead = body.path("startFromHead").booleanValue();
        var token = body.path("nextToken").asString("");
        int first = fromHead ? 0 : Math.max(0, matching.size() - pageSize);
        int from = token.isEmpty() ? first : Integer.parseInt(token.substring(2));
        int to = Math.min(matching.size(), from + pageSize);
        if (token.startsWith("b/")) {
            to = from;
            from = Math.max(0, to - pageSize);
        }
        return AwsStub.json(EcsFixture.array("events", matching.subList(from, to))
                .put("nextForwardToken", "f/" + to)
                .put("nextBackwardToken", "b/" + from));
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
        quietNeighbour();
        IntStream.range(0, 10).forEach(second -> writes("ecs/app/" + EcsFixture.id(1), second, "line " + second));
        var selector = new Selector("web", Optional.empty(), Optional.empty());

        var three = lines(newest(selector, 3));
        var ten = lines(newest(selector, 10));

        assertThat(three.lines()).extracting(LogLine::text).containsExactly("line 7", "line 8", "line 9");
        assertThat(three.more()).isTrue();
        assertThat(ten.lines()).hasSize(10);
        assertThat(ten.more()).isFalse();
    }

    @Test
    void a_range_with_many_pages_still_gives_the_newest_lines_without_a_hole() {
        ecs.runs(EcsFixture.id(1));
        quietNeighbour();
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
        quietNeighbour();
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
        quietNeighbour();
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
        assertThat(aws.calls("FilterLogEvents"))
                .hasSizeLessThanOrEqualTo(NewestFirst.MAX_PAGES + 2 * NewestFirst.PAGES_PER_RANGE);
    }

    @Test
    void empty_pages_are_read_through() {
        ecs.runs(EcsFixture.id(1));
        ecs.runs(EcsFixture.id(2));
        aws.on("FilterLogEvents", body -> {
            int page = Integer.parseInt(body.path("nextToken").asString("0"));
            var answer = EcsFixture.array("events", page < 5 ? List.of() : List.of(event("s", 1, "late")));
            return AwsStub.json(page < 5 ? answer.put("nextToken", String.valueOf(page + 1)) : answer);
        });

        assertThat(lines(query("web")).lines()).extracting(LogLine::text).containsExactly("late");
        assertThat(aws.calls("FilterLogEvents")).hasSize(6);
    }

    /** Each task with one line. */
    private void runsMoreThanOneCallTakes() {
        pageSize = 100;
        EcsFixture.ids(101).forEach(id -> {
            ecs.runs(id);
            writes("ecs/app/" + id, 1, id);
        });
    }

    @Test
    void more_than_100_tasks_are_read_in_several_calls() {
        runsMoreThanOneCallTakes();

        assertThat(lines(query("web")).lines()).hasSize(101);
        assertThat(aws.calls("FilterLogEvents"))
                .extracting(call -> call.body().path("logStreamNames").size())
                .contains(100, 1)
                .allMatch(size -> size <= LogScan.STREAMS_PER_CALL);
    }

    @Test
    void of_further_tasks_nothing_is_read_that_is_older_than_enough_lines_of_the_first() {
        runsMoreThanOneCallTakes();
        IntStream.range(0, 20)
                .forEach(line -> writes("ecs/app/" + EcsFixture.ids(1).getFirst(), 500, "line " + line));

        assertThat(lines(query("web", 10)).lines()).hasSize(10);
        assertThat(aws.calls("FilterLogEvents"))
                .extracting(call -> call.body().path("startTime").longValue())
                .contains(SINCE.toEpochMilli(), SINCE.plusSeconds(500).toEpochMilli());
    }

    @Test
    void the_filter_and_the_range_are_handed_to_aws() {
        ecs.runs(EcsFixture.id(1));
        quietNeighbour();
        writes("ecs/app/" + EcsFixture.id(1), 1, "line");

        logs.read(new LogQuery(
                LogScope.of(new Selector("web", Optional.empty(), Optional.empty())),
                SINCE,
                UNTIL,
                new LineFilter(Optional.of("ERROR"), Optional.empty(), Optional.empty()),
                LogQuery.End.NEWEST,
                5));

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
        quietNeighbour();
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
        quietNeighbour();
        aws.on(
                "FilterLogEvents",
                body -> AwsStub.error(400, "ResourceNotFoundException", "The specified log group does not exist."));

        assertThat(notReadable(query("web"))).contains("Log group /ecs/web does not exist in eu-west-1");
    }

    @Test
    void a_call_that_is_slowed_down_is_made_again_until_it_is_answered_and_the_reader_is_told() {
        ecs.runs(EcsFixture.id(1));
        quietNeighbour();
        writes("ecs/app/" + EcsFixture.id(1), 1, "line");
        aws.on("FilterLogEvents", body -> aws.calls("FilterLogEvents").size() < 4 ? throttled() : filter(body));

        var answer = lines(query("web"));

        assertThat(answer.lines()).extracting(LogLine::text).containsExactly("line");
        assertThat(answer.notes()).containsExactly(LogReading.SLOWED);
        assertThat(Duration.ofNanos(nanos.get())).isEqualTo(Duration.ofSeconds(2 + 4 + 8));
    }

    @Test
    void a_reader_who_is_slowed_down_for_too_long_is_told_so() {
        ecs.runs(EcsFixture.id(1));
        aws.on("GetLogEvents", body -> throttled());

        assertThat(notReadable(query("web"))).contains("slowing this account down");
        assertThat(Duration.ofNanos(nanos.get()))
                .isBetween(CloudWatchLogs.PATIENCE, CloudWatchLogs.PATIENCE.plus(LogBudget.LONGEST_PAUSE));
    }

    @Test
    void an_error_of_aws_is_tried_three_times() {
        ecs.runs(EcsFixture.id(1));
        aws.on("GetLogEvents", body -> AwsStub.error(500, "InternalFailure", ""));

        assertThat(notReadable(query("web"))).contains("error of its own");
        assertThat(aws.calls("GetLogEvents")).hasSize(LogBudget.ATTEMPTS);
    }

    private static AwsStub.Reply throttled() {
        return AwsStub.error(400, "ThrottlingException", "Rate exceeded");
    }

    @Test
    void the_oldest_lines_of_one_task_are_read_from_its_start() {
        ecs.runs(EcsFixture.id(1));
        IntStream.range(0, 9).forEach(second -> writes("ecs/app/" + EcsFixture.id(1), second, "line " + second));

        var answer = lines(oldest(EcsFixture.id(1), 3));

        assertThat(answer.lines()).extracting(LogLine::text).containsExactly("line 0", "line 1", "line 2");
        assertThat(answer.more()).isTrue();
        assertThat(lines(oldest(EcsFixture.id(1), 9)).more()).isFalse();
    }

    @Test
    void the_oldest_lines_of_several_streams_are_not_guessed_at() {
        ecs.runs(EcsFixture.id(1));
        ecs.runs(EcsFixture.id(2));

        assertThat(notReadable(oldest("0", 3))).contains("containers app").contains("enough of the task's id");
    }

    @Test
    void before_the_present_deployment_are_tasks_that_stopped_and_those_of_another_deployment() {
        ecs.runs(EcsFixture.id(1), task -> task.put("startedBy", "ecs-svc/1"));
        ecs.runs(EcsFixture.id(2), task -> task.put("startedBy", "ecs-svc/0"));
        ecs.stopped(EcsFixture.id(3), 1);
        IntStream.of(1, 2, 3).forEach(task -> writes("ecs/app/" + EcsFixture.id(task), task, "of " + task));

        assertThat(lines(previous()).lines()).extracting(LogLine::text).containsExactly("of 2", "of 3");
    }

    @Test
    void of_tasks_before_that_ecs_has_forgotten_the_newest_streams_are_read() {
        ecs.runs(EcsFixture.id(1), task -> task.put("startedBy", "ecs-svc/1"));
        writes("ecs/app/" + EcsFixture.id(1), 1, "now");
        writes("ecs/app/" + EcsFixture.id(77), 2, "before");
        writes("ecs/other/" + EcsFixture.id(78), 3, "of somebody else");
        streamsOfGroup("ecs/app/" + EcsFixture.id(1), "ecs/app/" + EcsFixture.id(77), "ecs/other/" + EcsFixture.id(78));

        var answer = lines(previous());

        assertThat(answer.lines()).extracting(LogLine::text).containsExactly("before");
        assertThat(answer.notes()).singleElement().asString().contains("ECS remembers no earlier task");
    }

    @Test
    void a_task_that_never_ran_is_answered_with_the_reason() {
        var task = ecs.stopped(EcsFixture.id(9), 1);
        task.remove("startedAt");
        task.put("stopCode", "TaskFailedToStart").put("stoppedReason", "CannotPullContainerError: no such tag");

        var answer = lines(query("web", EcsFixture.id(9), null));

        assertThat(answer.lines()).isEmpty();
        assertThat(answer.notes())
                .anyMatch(note -> note.contains("never ran. The image could not be pulled."))
                .anyMatch(note -> note.contains("Nothing was written to stream ecs/app/" + EcsFixture.id(9)));
    }

    @Test
    void without_a_stream_prefix_a_forgotten_task_is_looked_for_among_the_newest_streams() {
        logging("app").putObject("options").put("awslogs-group", "/ecs/web");
        writes("c0ffee", 1, "line");
        streamsOfGroup("c0ffee");

        var answer = lines(query("web"));

        assertThat(answer.lines()).containsExactly(new LogLine(SINCE.plusSeconds(1), "c0ffee", "app", "line"));
        assertThat(answer.notes()).singleElement().asString().contains("newest streams of the whole group");
    }

    @Test
    void lines_that_fire_lens_sends_to_cloudwatch_logs_are_read() {
        logging("app")
                .put("logDriver", "awsfirelens")
                .putObject("options")
                .put("Name", "cloudwatch_logs")
                .put("region", "us-east-1")
                .put("log_group_name", "/fluent/web")
                .put("log_stream_prefix", "from-");
        ecs.runs(EcsFixture.id(1));
        writes("from-app-firelens-" + EcsFixture.id(1), 1, "line");

        assertThat(lines(query("web")).lines())
                .containsExactly(new LogLine(SINCE.plusSeconds(1), EcsFixture.id(1), "app", "line"));
        assertThat(aws.calls("GetLogEvents").getFirst().authorization()).contains("/us-east-1/logs/");
    }

    @Test
    void patterns_are_looked_for_in_what_people_may_read_and_take_stack_traces_along() {
        pageSize = 100;
        ecs.runs(EcsFixture.id(1));
        quietNeighbour();
        var stream = "ecs/app/" + EcsFixture.id(1);
        writes(stream, 1, "ERROR boom password=hunter22");
        writes(stream, 2, "    at com.example.Pay");
        writes(stream, 3, "Caused by: java.io.IOException");
        writes(stream, 4, "GET /health");
        writes(stream, 5, "ERROR GET /health");

        assertThat(lines(grep("ERROR", "health")).lines())
                .extracting(LogLine::text)
                .containsExactly(
                        "ERROR boom password=hunter22", "    at com.example.Pay", "Caused by: java.io.IOException");
        assertThat(lines(grep("hunter22", "nothing")).lines()).isEmpty();
    }

    @Test
    void who_asks_the_same_while_it_is_read_shares_the_answer() throws Exception {
        ecs.runs(EcsFixture.id(1));
        writes("ecs/app/" + EcsFixture.id(1), 1, "line");
        var asked = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        aws.on("GetLogEvents", body -> {
            asked.countDown();
            awaitQuietly(answered);
            return get(body);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> logs.read(query("web")));
            asked.await();
            var thread = new AtomicReference<Thread>();
            var second = threads.submit(() -> {
                thread.set(Thread.currentThread());
                return logs.read(query("web"));
            });
            await().until(() -> thread.get() != null && thread.get().getState() == Thread.State.WAITING);
            answered.countDown();

            assertThat(second.get()).isSameAs(first.get());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void streamsOfGroup(String... names) {
        var streams = Stream.of(names)
                .map(name -> AwsStub.JSON.createObjectNode().put("logStreamName", name))
                .toList();
        aws.on("DescribeLogStreams", body -> AwsStub.json(EcsFixture.array("logStreams", streams)));
    }

    private static LogQuery oldest(String task, int limit) {
        return new LogQuery(
                LogScope.of(new Selector("web", Optional.of(task), Optional.empty())),
                SINCE,
                UNTIL,
                LineFilter.EVERYTHING,
                LogQuery.End.OLDEST,
                limit);
    }

    private static LogQuery previous() {
        return new LogQuery(
                new LogScope(new Selector("web", Optional.empty(), Optional.empty()), true),
                SINCE,
                UNTIL,
                LineFilter.EVERYTHING,
                LogQuery.End.NEWEST,
                100);
    }

    private static LogQuery grep(String wanted, String unwanted) {
        return new LogQuery(
                LogScope.of(new Selector("web", Optional.empty(), Optional.empty())),
                SINCE,
                UNTIL,
                new LineFilter(Optional.empty(), Optional.of(pattern(wanted)), Optional.of(pattern(unwanted))),
                LogQuery.End.NEWEST,
                100);
    }

    private static LinePattern pattern(String text) {
        return switch (LinePattern.read(text)) {
            case LinePattern.Reading.Read(var pattern) -> pattern;
            case LinePattern.Reading.Refused(var why) -> throw new AssertionError(why);
        };
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

    /** A second task, so that more than one stream is meant, which wrote before the range. */
    private void quietNeighbour() {
        ecs.runs(EcsFixture.id(8));
        writes("ecs/app/" + EcsFixture.id(8), -3_600, "quiet since");
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
        return newest(new Selector(alias, Optional.empty(), Optional.empty()), limit);
    }

    private static LogQuery query(String alias) {
        return query(alias, 1_000);
    }

    private static LogQuery query(String alias, @Nullable String task, @Nullable String container) {
        var selector = new Selector(alias, Optional.ofNullable(task), Optional.ofNullable(container));
        return newest(selector, 1_000);
    }

    private static LogQuery newest(Selector selector, int limit) {
        return new LogQuery(LogScope.of(selector), SINCE, UNTIL, LineFilter.EVERYTHING, LogQuery.End.NEWEST, limit);
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

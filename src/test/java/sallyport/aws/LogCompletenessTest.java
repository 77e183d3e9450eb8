package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.request.Selector;
import sallyport.watch.FollowEnd;
import sallyport.watch.FollowQuery;
import sallyport.watch.LineFilter;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogLine;
import sallyport.watch.LogQuery;
import sallyport.watch.LogScope;
import sallyport.watch.LogSink;

/** 100,000 events over 8 streams, late, twice and out of order, while AWS slows us down: none lost, none doubled. */
class LogCompletenessTest {
    private static final int STREAMS = 8;
    private static final int EVENTS = 12_500;
    private static final Duration SPAN = Duration.ofMinutes(15);
    private static final Selector WEB = new Selector("web", Optional.empty(), Optional.empty());
    private static final List<LogStream> TASKS = IntStream.rangeClosed(1, STREAMS)
            .mapToObj(EcsFixture::id)
            .map(id -> new LogStream(EcsFixture.REGION, "/ecs/web", "ecs/app/", "ecs/app/" + id, "app", id))
            .toList();

    private final AwsStub aws = new AwsStub();
    private final AwsClients clients = aws.clients();
    private final EcsFixture ecs = new EcsFixture(aws);

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    /** What a follower is given. */
    private static final class Collected implements LogSink {
        private final List<LogLine> lines = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        @Override
        public void lines(List<LogLine> more) {
            lines.addAll(more);
        }

        @Override
        public void note(String sentence) {
            notes.add(sentence);
        }

        @Override
        public void ended(FollowEnd end) {
            throw new AssertionError("told by its owner");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_follow_gives_every_line_once_and_each_stream_in_order(long seed) {
        ecs.definition
                .path("containerDefinitions")
                .get(0)
                .asObject()
                .putObject("logConfiguration")
                .put("logDriver", "awslogs")
                .putObject("options")
                .put("awslogs-group", "/ecs/web")
                .put("awslogs-stream-prefix", "ecs");
        TASKS.forEach(stream -> ecs.runs(stream.taskId()));
        var logs = logs(seed, 1_000);
        var collected = new Collected();
        var query = new FollowQuery(
                WEB, LineFilter.EVERYTHING, SeededLogs.BEGIN, 1, STREAMS * EVENTS + 1, SPAN.plusMinutes(2));

        var end = new LogFollow(
                        EcsFixture.TARGET,
                        query,
                        collected,
                        new LogSources(new EcsReader(clients)),
                        new SharedRounds(logs.nanos::get),
                        calls(logs),
                        text -> text,
                        logs::now,
                        logs.nanos::get,
                        pause -> logs.nanos.addAndGet(pause.toNanos()))
                .run();

        assertThat(end).isEqualTo(new FollowEnd.TimeIsUp(SPAN.plusMinutes(2)));
        assertThat(logs.slowedDown).isPositive();
        assertThat(collected.notes)
                .containsExactly("AWS slows reading down in this account, so lines come later than usual.");
        assertComplete(collected.lines);
    }

    @Test
    void a_plain_reading_gives_every_line_once_and_all_in_order() {
        var logs = logs(3, 10_000);
        logs.nanos.set(SPAN.plusMinutes(2).toNanos());
        var query = new LogQuery(
                LogScope.of(WEB),
                SeededLogs.BEGIN,
                logs.now(),
                LineFilter.EVERYTHING,
                LogQuery.End.NEWEST,
                STREAMS * EVENTS);

        var answer = new LogReading(query, text -> text, calls(logs))
                .read(new LogSources.Answer.Streams(TASKS, List.of(), Set.of()));

        assertThat(answer).isInstanceOfSatisfying(LogAnswer.Lines.class, lines -> {
            assertThat(lines.more()).isFalse();
            assertComplete(lines.lines());
            assertThat(lines.lines().stream().map(LogLine::at).toList()).isSorted();
        });
    }

    private static SeededLogs logs(long seed, int pageSize) {
        return new SeededLogs(seed, TASKS.stream().map(LogStream::name).toList(), EVENTS, SPAN, pageSize);
    }

    private static LogReading.Calls calls(SeededLogs logs) {
        var budgets = new LogBudgets(logs.nanos::get, pause -> logs.nanos.addAndGet(pause.toNanos()));
        return (region, slowed) ->
                new LogCalls(logs, budgets.of(EcsFixture.TARGET, region), Duration.ofHours(1), slowed);
    }

    /** The lines of a stream are numbered, so order, loss and doubles are one question. */
    private static void assertComplete(List<LogLine> lines) {
        assertThat(lines).hasSize(STREAMS * EVENTS);
        for (var task : TASKS) {
            assertThat(lines.stream()
                            .filter(line -> line.taskId().equals(task.taskId()))
                            .map(line -> Integer.parseInt(line.text())))
                    .containsExactlyElementsOf(
                            IntStream.range(0, EVENTS).boxed().toList());
        }
    }
}

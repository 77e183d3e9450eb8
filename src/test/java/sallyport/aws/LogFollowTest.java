package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Selector;
import sallyport.watch.FollowEnd;
import sallyport.watch.FollowQuery;
import sallyport.watch.LineFilter;
import sallyport.watch.LogLine;
import sallyport.watch.LogSink;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

class LogFollowTest {
    private static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");

    private final AwsStub aws = new AwsStub();
    private final AwsClients clients = aws.clients();
    private final EcsFixture ecs = new EcsFixture(aws);
    private final AtomicLong nanos = new AtomicLong();
    private final Group group = new Group();
    private final List<String> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final SharedRounds rounds = new SharedRounds(nanos::get);
    private Runnable eachPause = () -> {};

    /** One log group, in memory: what was written can be read at once. */
    private final class Group implements CloudWatchLogsClient {
        private final List<FilteredLogEvent> events = new ArrayList<>();
        private int calls;

        void writes(int task, String text) {
            var id = EcsFixture.id(task);
            long now = BEGIN.plusNanos(nanos.get()).toEpochMilli();
            events.add(FilteredLogEvent.builder()
                    .timestamp(now)
                    .ingestionTime(now)
                    .eventId(String.valueOf(events.size()))
                    .logStreamName("ecs/app/" + id)
                    .message(text)
                    .build());
        }

        @Override
        public FilterLogEventsResponse filterLogEvents(FilterLogEventsRequest request) {
            calls++;
            var known = events.stream().map(FilteredLogEvent::logStreamName).toList();
            if (!known.containsAll(request.logStreamNames())) {
                throw ResourceNotFoundException.builder()
                        .message("The specified log stream does not exist.")
                        .build();
            }
            return FilterLogEventsResponse.builder()
                    .events(events.stream()
                            .filter(event -> request.logStreamNames().isEmpty()
                                    || request.logStreamNames().contains(event.logStreamName()))
                            .filter(event -> event.timestamp() >= request.startTime())
                            .toList())
                    .build();
        }

        @Override
        public String serviceName() {
            return "logs";
        }

        @Override
        public void close() {}
    }

    private final class Collected implements LogSink {
        @Override
        public void lines(List<LogLine> more) {
            more.forEach(line -> lines.add(line.text()));
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
    }

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @Test
    void what_was_written_before_comes_first_and_nothing_comes_twice() {
        ecs.runs(EcsFixture.id(1));
        IntStream.range(0, 5).forEach(i -> group.writes(1, "before " + i));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        eachPause = once(() -> group.writes(1, "after"));

        var end = follow(Optional.empty(), 3, 100);

        assertThat(lines).containsExactly("before 2", "before 3", "before 4", "after");
        assertThat(end).isEqualTo(new FollowEnd.TimeIsUp(Duration.ofMinutes(5)));
    }

    @Test
    void a_task_that_starts_meanwhile_is_read_from_its_first_line() {
        ecs.runs(EcsFixture.id(1));
        group.writes(1, "old task");
        eachPause = once(() -> {
            ecs.runs(EcsFixture.id(2));
            group.writes(2, "first line");
        });

        follow(Optional.empty(), 10, 100);

        assertThat(lines).containsExactly("old task", "first line");
    }

    @Test
    void a_follow_of_one_task_ends_some_time_after_it_stopped() {
        var task = ecs.runs(EcsFixture.id(1));
        group.writes(1, "works");
        eachPause = once(() -> {
            task.put("lastStatus", "STOPPED");
            group.writes(1, "last words");
        });

        var end = follow(Optional.of(EcsFixture.id(1)), 10, 100);

        assertThat(end).isInstanceOf(FollowEnd.TaskStopped.class);
        assertThat(lines).containsExactly("works", "last words");
        assertThat(notes).anyMatch(note -> note.contains("has stopped"));
        assertThat(Duration.ofNanos(nanos.get())).isBetween(FollowedTasks.DRAIN, FollowedTasks.DRAIN.multipliedBy(2));
    }

    @Test
    void a_follow_ends_at_its_last_line_and_gives_no_more() {
        ecs.runs(EcsFixture.id(1));
        group.writes(1, "0");
        eachPause = () -> group.writes(1, "more");

        assertThat(follow(Optional.empty(), 10, 4)).isEqualTo(new FollowEnd.TooManyLines(4));
        assertThat(lines).hasSize(4);
    }

    @Test
    void an_interrupted_follow_was_stopped() {
        ecs.runs(EcsFixture.id(1));
        group.writes(1, "0");
        eachPause = () -> Thread.currentThread().interrupt();

        assertThat(follow(Optional.empty(), 10, 4)).isEqualTo(new FollowEnd.Stopped());
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_service_that_cannot_be_read_is_answered_with_the_reason() {
        ecs.definition.path("containerDefinitions").get(0).asObject().remove("logConfiguration");

        assertThat(follow(Optional.empty(), 10, 4))
                .isInstanceOfSatisfying(
                        FollowEnd.NotReadable.class,
                        end -> assertThat(end.explanation()).contains("no log configuration"));
    }

    @Test
    void who_follows_the_same_at_the_same_time_shares_the_calls() {
        group.writes(1, "line");
        var id = EcsFixture.id(1);
        var streams = List.of(new LogStream(EcsFixture.REGION, "/ecs/web", "ecs/app/", "ecs/app/" + id, "app", id));

        var first = rounds.read(EcsFixture.TARGET, calls(), streams, Optional.empty(), BEGIN, -1);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(rounds.read(EcsFixture.TARGET, calls(), streams, Optional.empty(), BEGIN.plusSeconds(9), -1))
                .isSameAs(first);
        assertThat(group.calls).isEqualTo(1);

        assertThat(rounds.read(EcsFixture.TARGET, calls(), streams, Optional.empty(), BEGIN, 1))
                .isNotSameAs(first);
        nanos.addAndGet(SharedRounds.FRESH.toNanos());
        rounds.read(EcsFixture.TARGET, calls(), streams, Optional.empty(), BEGIN, -1);
        assertThat(group.calls).isEqualTo(3);
    }

    private static Runnable once(Runnable event) {
        var done = new AtomicLong();
        return () -> {
            if (done.getAndIncrement() == 0) {
                event.run();
            }
        };
    }

    private LogCalls calls() {
        return new LogCalls(group, new LogBudget(nanos::get, this::pause), Duration.ofHours(1), () -> {});
    }

    private void pause(Duration time) throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
        nanos.addAndGet(time.toNanos());
    }

    private FollowEnd follow(Optional<String> task, int tail, int most) {
        var query = new FollowQuery(
                new Selector("web", task, Optional.empty()),
                LineFilter.EVERYTHING,
                BEGIN.minusSeconds(60),
                tail,
                most,
                Duration.ofMinutes(5));
        return new LogFollow(
                        EcsFixture.TARGET,
                        query,
                        new Collected(),
                        new LogSources(new EcsReader(clients)),
                        rounds,
                        (_, _) -> calls(),
                        text -> text,
                        () -> BEGIN.plusNanos(nanos.get()),
                        nanos::get,
                        time -> {
                            eachPause.run();
                            pause(time);
                        })
                .run();
    }
}

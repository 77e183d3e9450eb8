package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sallyport.request.Alias;
import sallyport.request.Selector;
import sallyport.sandbox.aws.Options;
import sallyport.sandbox.aws.SimulatedAws;
import sallyport.sandbox.aws.api.LogsPace;
import sallyport.watch.FollowEnd;
import sallyport.watch.FollowQuery;
import sallyport.watch.LineFilter;
import sallyport.watch.LogFollows.Following;
import sallyport.watch.LogLine;
import sallyport.watch.LogSink;

/** {@code --live} against the sandbox's Live Tail, which the SDK's asynchronous client and botocore read as well. */
class LiveFollowTest {
    private static final AwsTarget WEB = new AwsTarget(
            new Alias("web", "123456789012", "us-east-1", "demo", "web", Optional.empty(), Optional.empty()),
            Optional.empty(),
            Optional.empty());
    private static final int MOST = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final Time time = new Time();
    private final Collected collected = new Collected();
    private Duration longest = Duration.ofHours(9);
    private final List<Following> begun = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // before each
    private SimulatedAws simulated;

    @SuppressWarnings("NullAway.Init") // before each
    private AwsClients clients;

    /** Stands still until somebody lets it pass. */
    private static final class Time implements InstantSource {
        private volatile Instant now = Instant.now();

        @Override
        public Instant instant() {
            return now;
        }

        void pass(Duration duration) {
            now = now.plus(duration);
        }
    }

    private static final class Collected implements LogSink {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final List<String> notes = new CopyOnWriteArrayList<>();
        private final CompletableFuture<FollowEnd> end = new CompletableFuture<>();

        @Override
        public void lines(List<LogLine> more) {
            more.forEach(line -> lines.add(line.text()));
        }

        @Override
        public void note(String sentence) {
            notes.add(sentence);
        }

        @Override
        public void ended(FollowEnd now) {
            end.complete(now);
        }
    }

    @BeforeEach
    void start() throws IOException {
        simulated = SimulatedAws.start(Options.in(directory)
                .withStepsByHand()
                .withControl()
                .withClock(time)
                .withLogLinesEvery(Duration.ofDays(1))
                .withLogs(LogsPace.realistic().withTailUpdatesEvery(Duration.ofMillis(50))));
        clients = AwsClients.create(AwsOptions.sandbox(simulated.endpoint()), InstantSource.system());
        time.pass(Duration.ofMinutes(5));
    }

    @AfterEach
    void stop() {
        begun.forEach(Following::stop);
        collected.end.join();
        clients.close();
        simulated.close();
    }

    private String task() {
        return tasks().getFirst();
    }

    private List<String> tasks() {
        return clients.ecs(WEB).listTasks(request -> request.cluster("demo").serviceName("web")).taskArns().stream()
                .map(Arns::lastPart)
                .toList();
    }

    private void write(String task, String... messages) {
        var now = time.instant();
        simulated.writeLogs(
                "/ecs/web",
                List.of(messages).stream()
                        .map(message -> new sallyport.sandbox.aws.world.LogLine("web/app/" + task, now, now, message))
                        .toList());
    }

    private Following follow(Optional<String> task, int most) {
        var reader = new EcsReader(clients);
        var tails = new LiveTails(
                new AwsTargets(List.of(WEB)),
                clients,
                reader,
                new LogBudgets(System::nanoTime, Thread::sleep),
                new LiveTail(clients, new AwsEndpoints(AwsOptions.sandbox(simulated.endpoint()))),
                text -> text,
                time);
        var since = time.instant().minusSeconds(30);
        var following = tails.follow(
                new FollowQuery(
                        new Selector("web", task, Optional.of("app")),
                        LineFilter.EVERYTHING,
                        since,
                        100,
                        most,
                        longest),
                collected);
        begun.add(following);
        return following;
    }

    private void followFrom(String history) {
        write(task(), history);
        follow(Optional.empty(), MOST);
        awaitLines(history);
    }

    private void awaitLines(String... lines) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(collected.lines).containsExactly(lines));
    }

    private FollowEnd end() {
        return collected.end.join();
    }

    @Test
    void the_history_comes_first_then_what_is_written_and_nothing_twice_until_it_is_stopped() {
        followFrom("before");
        write(tasks().getLast(), "after", "after");
        awaitLines("before", "after", "after");

        begun.getFirst().stop();

        assertThat(end()).isEqualTo(new FollowEnd.Stopped());
        assertThat(collected.notes).isEmpty();
    }

    @Test
    void what_history_and_session_both_have_is_given_once() {
        var soon = time.instant().plusSeconds(1);
        simulated.writeLogs(
                "/ecs/web",
                List.of(new sallyport.sandbox.aws.world.LogLine("web/app/" + task(), time.instant(), soon, "both")));
        simulated.faults().inject("throttle", Map.of("operation", "FilterLogEvents"), 1);
        follow(Optional.empty(), MOST);
        await().atMost(PATIENCE).until(() -> !collected.notes.isEmpty());
        time.pass(Duration.ofSeconds(1));
        write(task(), "marker");

        awaitLines("both", "marker");
    }

    @Test
    void a_new_task_is_seen_from_its_first_line_and_a_stream_of_nobody_we_know_is_not() {
        followFrom("before");
        clients.ecs(WEB)
                .updateService(request -> request.cluster("demo").service("web").desiredCount(3));
        while (tasks().size() < 3) {
            simulated.step();
        }
        IntStream.range(0, 8).forEach(_ -> simulated.step());
        write("0123456789abcdef0123456789abcdef", "of another service");
        var known = tasks();
        known.forEach(task -> write(task, "first of " + task));

        await().atMost(PATIENCE).until(() -> collected.lines.size() >= 3);
        time.pass(FollowedTasks.LOOK_FOR_TASKS);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(collected.lines)
                        .containsAll(
                                known.stream().map(task -> "first of " + task).toList())
                        .doesNotContain("of another service"));
    }

    @Test
    void one_task_alone_is_followed_by_its_name() {
        follow(Optional.of(task()), MOST);
        await().atMost(PATIENCE)
                .until(() -> simulated.log().stream()
                        .anyMatch(call -> call.operation().equals("StartLiveTail")));
        write(tasks().getLast(), "of the other");
        write(task(), "of this");
        awaitLines("of this");
    }

    @Test
    void a_sample_is_said_to_be_one() {
        followFrom("before");
        var later = time.instant().plusSeconds(1);
        simulated.writeLogs(
                "/ecs/web",
                IntStream.range(0, 501)
                        .mapToObj(i -> new sallyport.sandbox.aws.world.LogLine(
                                "web/app/" + task(), time.instant(), later, "line " + i))
                        .toList());
        time.pass(Duration.ofSeconds(1));

        await().atMost(PATIENCE).until(() -> !collected.notes.isEmpty());
        assertThat(collected.notes).singleElement().asString().contains("More than 500 lines", "sample");
        assertThat(collected.lines).hasSize(501);
    }

    @Test
    void it_ends_with_as_many_lines_as_are_wanted() {
        follow(Optional.empty(), 2);
        await().atMost(PATIENCE)
                .until(() -> simulated.log().stream()
                        .anyMatch(call -> call.operation().equals("StartLiveTail")));
        write(task(), "one", "two", "three");

        assertThat(end()).isEqualTo(new FollowEnd.TooManyLines(2));
        assertThat(collected.lines).containsExactly("one", "two");
    }

    @Test
    void aws_ends_a_session_after_three_hours() {
        followFrom("before");
        time.pass(Duration.ofHours(3));

        assertThat(end())
                .isEqualTo(
                        new FollowEnd.BrokenOff("AWS ends a Live Tail session after three hours. Ask again to go on."));
    }

    @Test
    void a_session_that_fails_ends_the_follow_with_awss_word() {
        followFrom("before");
        simulated.faults().inject("live-tail-fails", Map.of(), 1);

        assertThat(end())
                .isInstanceOfSatisfying(
                        FollowEnd.BrokenOff.class,
                        broken -> assertThat(broken.why()).contains("SessionStreamingException"));
    }

    @Test
    void a_connection_that_breaks_is_told() {
        followFrom("before");
        simulated.close();

        assertThat(end()).isEqualTo(new FollowEnd.BrokenOff("The connection to Live Tail broke. Ask again to go on."));
    }

    @Test
    void a_stop_before_anything_was_answered_is_a_stop() {
        follow(Optional.empty(), MOST).stop();

        assertThat(end()).isEqualTo(new FollowEnd.Stopped());
    }

    @Test
    void a_refusal_names_what_works_without_live_tail() {
        simulated.faults().inject("access-denied", Map.of("operation", "StartLiveTail"), 1);
        follow(Optional.empty(), MOST);

        assertThat(end())
                .isInstanceOfSatisfying(
                        FollowEnd.NotReadable.class,
                        not -> assertThat(not.explanation())
                                .contains("StartLiveTail")
                                .endsWith("Without Live Tail the same can be followed with --follow."));
    }

    @Test
    void its_longest_time_ends_it_before_aws_does() {
        longest = Duration.ofMinutes(15);
        followFrom("before");
        time.pass(longest);

        assertThat(end()).isEqualTo(new FollowEnd.TimeIsUp(longest));
    }
}

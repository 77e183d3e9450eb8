package sallyport.aws;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
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
import sallyport.watch.LogAnswer;
import sallyport.watch.LogLine;
import sallyport.watch.LogQuery;
import sallyport.watch.LogScope;
import sallyport.watch.LogSink;

/**
 * Lines of eight tasks in the sandbox's CloudWatch Logs, which somebody else made: up to 50 s late, out of order also
 * within a stream, the same words twice, while AWS slows reading down. None is lost and none doubled. Time is the
 * test's own, and everything else goes over HTTP.
 */
class SandboxLogsTest {
    /** In all: CI takes 100,000, {@code mvn verify} fewer. */
    private static final int EVENTS = Integer.getInteger("logs.events", 8_000);

    private static final int TASKS = 8;
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(9);
    private static final Duration SPAN = BETWEEN_EVENTS.multipliedBy(EVENTS);
    private static final int LATEST_MILLIS = 50_000;

    /** One line in so many is written twice, as a log driver does that was not answered. */
    private static final int TWICE = 50;

    private static final String GROUP = "/ecs/web";
    private static final AwsTarget WEB = new AwsTarget(
            new Alias("web", "123456789012", "us-east-1", "demo", "web", Optional.empty(), Optional.empty()),
            Optional.empty(),
            Optional.empty());
    private static final Selector ALL = new Selector("web", Optional.empty(), Optional.of("app"));

    @TempDir
    private Path directory;

    private final Time time = new Time();
    private final Random random = new Random(20_261_130);

    /** Passes only when somebody waits. */
    private static final class Time implements InstantSource {
        private final Instant beginning = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        private final AtomicLong nanos = new AtomicLong();

        @Override
        public Instant instant() {
            return beginning.plusNanos(nanos.get());
        }

        void pass(Duration duration) {
            nanos.addAndGet(duration.toNanos());
        }
    }

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

    private SimulatedAws start(LogsPace pace) throws IOException {
        return SimulatedAws.start(Options.in(directory)
                .withStepsByHand()
                .withControl()
                .withClock(time)
                .withLogLinesEvery(Duration.ofDays(1))
                .withLogs(pace));
    }

    private AwsClients clients(SimulatedAws simulated) {
        return AwsClients.create(AwsOptions.sandbox(simulated.endpoint()), InstantSource.system());
    }

    private LogBudgets budgets() {
        return new LogBudgets(time.nanos::get, time::pass);
    }

    private static List<String> eightTasks(SimulatedAws simulated, AwsClients clients) {
        clients.ecs(WEB)
                .updateService(request -> request.cluster("demo").service("web").desiredCount(TASKS));
        var reader = new EcsReader(clients);
        while (reader.service(WEB).orElseThrow().runningCount() < TASKS) {
            simulated.step();
        }
        return clients.ecs(WEB).listTasks(request -> request.cluster("demo").serviceName("web")).taskArns().stream()
                .map(Arns::lastPart)
                .toList();
    }

    /** What was written, by the ids of tasks. */
    private Map<String, List<String>> write(SimulatedAws simulated, List<String> tasks, Instant begin) {
        var lines = new ArrayList<sallyport.sandbox.aws.world.LogLine>();
        for (int i = 0; i < EVENTS; i++) {
            var at = begin.plus(BETWEEN_EVENTS.multipliedBy(i));
            long late = random.nextInt(20) == 0 ? random.nextLong(LATEST_MILLIS) : random.nextLong(300);
            var line = new sallyport.sandbox.aws.world.LogLine(
                    "web/app/" + tasks.get(random.nextInt(TASKS)), at, at.plusMillis(late), "line %06d".formatted(i));
            lines.addAll(Collections.nCopies(i % TWICE == 0 ? 2 : 1, line));
        }
        Collections.shuffle(lines, random);
        simulated.writeLogs(GROUP, lines);
        return lines.stream()
                .collect(groupingBy(
                        line -> Arns.lastPart(line.stream()),
                        mapping(sallyport.sandbox.aws.world.LogLine::message, toList())));
    }

    private static void assertNoneIsLostOrDoubled(List<LogLine> shown, Map<String, List<String>> written) {
        var byTask = shown.stream().collect(groupingBy(LogLine::taskId, mapping(LogLine::text, toList())));
        assertThat(byTask.keySet()).isEqualTo(written.keySet());
        written.forEach((task, lines) -> assertThat(sorted(byTask.getOrDefault(task, List.of())))
                .isEqualTo(sorted(lines)));
    }

    private static List<String> sorted(List<String> lines) {
        var array = lines.toArray(String[]::new);
        Arrays.sort(array);
        return List.of(array);
    }

    @Test
    void a_follow_gives_every_line_once_while_AWS_slows_it_down() throws IOException {
        try (var simulated =
                        start(LogsPace.realistic().withEventsLookedAt(1_000).withCallsPerSecond(3));
                var clients = clients(simulated)) {
            var tasks = eightTasks(simulated, clients);
            var begin = time.instant().plusSeconds(5);
            var written = write(simulated, tasks, begin);
            var collected = new Collected();
            var longest = SPAN.plusSeconds(75);
            var query = new FollowQuery(ALL, LineFilter.EVERYTHING, begin, 1, 2 * EVENTS, longest);

            var end = new LogFollow(
                            WEB,
                            query,
                            collected,
                            new LogSources(new EcsReader(clients)),
                            new SharedRounds(time.nanos::get),
                            calls(clients),
                            text -> text,
                            time,
                            time.nanos::get,
                            time::pass)
                    .run();

            assertThat(end).isEqualTo(new FollowEnd.TimeIsUp(longest));
            assertThat(collected.notes)
                    .containsExactly("AWS slows reading down in this account, so lines come later than usual.");
            assertNoneIsLostOrDoubled(collected.lines, written);
            assertThat(disorder(collected.lines))
                    .as("a line stands behind a later one of its stream only if it arrived late")
                    .isLessThan(EVENTS / 15);
        }
    }

    private LogReading.Calls calls(AwsClients clients) {
        var budgets = budgets();
        return (region, slowed) ->
                new LogCalls(clients.logs(WEB, region), budgets.of(WEB, region), Duration.ofHours(1), slowed);
    }

    /** Lines that stand behind a later one of the same stream. */
    private static long disorder(List<LogLine> lines) {
        return lines.stream().collect(groupingBy(LogLine::taskId)).values().stream()
                .mapToLong(SandboxLogsTest::ofOneStream)
                .sum();
    }

    private static long ofOneStream(List<LogLine> lines) {
        long disorder = 0;
        var newest = Instant.MIN;
        for (var line : lines) {
            disorder += line.at().isBefore(newest) ? 1 : 0;
            newest = line.at().isAfter(newest) ? line.at() : newest;
        }
        return disorder;
    }

    @Test
    void a_plain_reading_gives_every_line_once_and_all_in_order_of_time() throws IOException {
        try (var simulated =
                        start(LogsPace.realistic().withEventsLookedAt(10_000).withCallsPerSecond(2));
                var clients = clients(simulated)) {
            var tasks = eightTasks(simulated, clients);
            var begin = time.instant().plusSeconds(5);
            var written = write(simulated, tasks, begin);
            time.pass(SPAN.plusSeconds(60));
            var targets = new AwsTargets(List.of(WEB));
            var logs = new CloudWatchLogs(targets, clients, new EcsReader(clients), budgets(), text -> text);

            var answer = logs.read(new LogQuery(
                    LogScope.of(ALL), begin, time.instant(), LineFilter.EVERYTHING, LogQuery.End.NEWEST, 2 * EVENTS));

            assertThat(answer).isInstanceOfSatisfying(LogAnswer.Lines.class, read -> {
                assertThat(read.more()).isFalse();
                assertNoneIsLostOrDoubled(read.lines(), written);
                assertThat(read.lines().stream().map(LogLine::at).toList()).isSorted();
            });
        }
    }
}

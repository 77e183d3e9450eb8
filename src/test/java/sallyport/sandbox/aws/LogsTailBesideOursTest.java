package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sallyport.aws.Aws;
import sallyport.aws.AwsOptions;
import sallyport.aws.AwsTarget;
import sallyport.request.Alias;
import sallyport.request.Selector;
import sallyport.sandbox.aws.api.LogsPace;
import sallyport.sandbox.aws.world.LogLine;
import sallyport.watch.FollowEnd;
import sallyport.watch.FollowQuery;
import sallyport.watch.LineFilter;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogQuery;
import sallyport.watch.LogScope;
import sallyport.watch.LogSink;

/**
 * Our follow and {@code aws logs tail --follow} on the same streams at the same time, in real time, with lines that
 * arrive late. What each lost and doubled is printed.
 */
class LogsTailBesideOursTest {
    private static final Duration PATIENCE = Duration.ofSeconds(110);
    private static final int EVENTS = 2_000;
    private static final Duration SPAN = Duration.ofSeconds(5);
    private static final int LATEST_MILLIS = 3_000;
    private static final String CLI_KEY = "AKIDEXAMPLE";
    private static final Pattern LINE = Pattern.compile("line-\\d{6}");

    @RegisterExtension
    static final StartedAws AWS = new StartedAws(options -> options.withLogLinesEvery(Duration.ofDays(1))
            .withLogs(LogsPace.realistic().withEventsLookedAt(10_000)));

    private final Random random = new Random(1);

    @BeforeAll
    static void require() throws InterruptedException {
        AwsCli2.require();
    }

    private record Counted(int lost, int doubled) {
        static Counted of(List<String> seen) {
            var distinct = new HashSet<>(seen);
            return new Counted(EVENTS - distinct.size(), seen.size() - distinct.size());
        }
    }

    @Test
    void ours_loses_and_doubles_nothing_where_lines_arrive_late() throws Exception {
        var since = Instant.now();
        try (var aws = ours();
                var tail = Peer.start(AwsCli2.command(
                        AWS.aws(), "logs", "tail", "/ecs/web", "--since", "1s", "--follow", "--format", "short"))) {
            var seen = new CopyOnWriteArrayList<String>();
            var following = aws.follows().follow(query(since), collecting(seen));
            await().atMost(PATIENCE).until(() -> callsOfTheCli() > 0);
            var last = write(Instant.now().plusSeconds(1));

            await().atMost(PATIENCE).until(() -> seen.size() >= EVENTS);
            await().atMost(PATIENCE).until(() -> Instant.now().isAfter(last));
            long calls = callsOfTheCli();
            await().atMost(PATIENCE).until(() -> callsOfTheCli() >= calls + 2);
            following.stop();

            System.err.println("FOLLOW of " + EVENTS + " lines, up to " + LATEST_MILLIS / 1_000 + " s late: ours "
                    + Counted.of(seen) + ", aws logs tail " + Counted.of(lines(tail.printed())));
            assertThat(Counted.of(seen)).isEqualTo(new Counted(0, 0));
            readPlain(aws, since);
        }
    }

    private static void readPlain(Aws aws, Instant since) throws IOException, InterruptedException {
        var printed = Peer.run(
                        "",
                        AwsCli2.command(AWS.aws(), "logs", "tail", "/ecs/web", "--since", "5m", "--format", "short"))
                .good();
        var query = new LogQuery(
                LogScope.of(web()), since, Instant.now(), LineFilter.EVERYTHING, LogQuery.End.NEWEST, EVENTS + 1);
        assertThat(aws.logs().read(query)).isInstanceOfSatisfying(LogAnswer.Lines.class, read -> {
            var texts = read.lines().stream().map(line -> line.text()).toList();
            System.err.println(
                    "READING of the same: ours " + Counted.of(texts) + ", aws logs tail " + Counted.of(lines(printed)));
            assertThat(Counted.of(texts)).isEqualTo(new Counted(0, 0));
        });
    }

    private static Aws ours() {
        var alias = new Alias("web", "123456789012", "us-east-1", "demo", "web", Optional.empty(), Optional.empty());
        var target = new AwsTarget(alias, Optional.empty(), Optional.empty());
        return Aws.connect(List.of(target), AwsOptions.sandbox(AWS.aws().endpoint()), Clock.systemUTC(), line -> line);
    }

    private static Selector web() {
        return new Selector("web", Optional.empty(), Optional.empty());
    }

    private static FollowQuery query(Instant since) {
        return new FollowQuery(web(), LineFilter.EVERYTHING, since, 1, 2 * EVENTS, PATIENCE);
    }

    private static LogSink collecting(List<String> seen) {
        return new LogSink() {
            @Override
            public void lines(List<sallyport.watch.LogLine> lines) {
                lines.forEach(line -> seen.add(line.text()));
            }

            @Override
            public void note(String sentence) {}

            @Override
            public void ended(FollowEnd end) {}
        };
    }

    private static long callsOfTheCli() {
        return AWS.aws().log().stream()
                .filter(call -> call.operation().equals("FilterLogEvents"))
                .filter(call -> call.accessKey().equals(Optional.of(CLI_KEY)))
                .count();
    }

    /** When the last line can be read. */
    private Instant write(Instant begin) {
        var streams = AWS.aws().world().tasks().stream()
                .filter(task -> task.service().name().equals("web"))
                .map(task -> "web/app/" + task.id())
                .toList();
        var lines = new ArrayList<LogLine>();
        var last = begin;
        for (int i = 0; i < EVENTS; i++) {
            var at = begin.plus(SPAN.multipliedBy(i).dividedBy(EVENTS));
            var ingested = at.plusMillis(random.nextInt(10) == 0 ? random.nextLong(LATEST_MILLIS) : 0);
            lines.add(new LogLine(streams.get(i % streams.size()), at, ingested, "line-%06d".formatted(i)));
            last = ingested.isAfter(last) ? ingested : last;
        }
        AWS.aws().writeLogs("/ecs/web", lines);
        return last;
    }

    private static List<String> lines(String printed) {
        return LINE.matcher(printed).results().map(MatchResult::group).toList();
    }
}

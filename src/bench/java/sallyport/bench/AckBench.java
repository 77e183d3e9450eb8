package sallyport.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import sallyport.audit.Journal;
import sallyport.request.Argv;
import sallyport.request.ChannelId;
import sallyport.request.Conditions;
import sallyport.request.ExitCode;
import sallyport.request.Person;
import sallyport.request.Quorum;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.Slot;
import sallyport.store.SqliteLedger;

/**
 * Signed slash command to acknowledgement at concurrency 32: ours against {@link BareBolt}, which makes the same
 * durable insert. Both servers and the driver share one process; rounds alternate, and the ratio is that of the median
 * p99.
 */
final class AckBench {
    private static final String SECRET = "bench-signing-secret";
    private static final int CONCURRENCY = 32;
    private static final int WARM_UP_ROUNDS = 4;
    private static final int ROUNDS = 9;
    private static final int REQUESTS_PER_CONNECTION = 150;

    private AckBench() {}

    static void main() throws IOException, InterruptedException, ExecutionException {
        var directory = Files.createTempDirectory("sallyport-bench");
        var driver = new LoadDriver(new SignedCommands(SECRET), CONCURRENCY);
        try (var ours = OurFront.start(SECRET, directory.resolve("ours.db"));
                var ledger = SqliteLedger.open(directory.resolve("bare.db"));
                var bare = BareBolt.start(SECRET, new Journal(ledger), AckBench::request)) {
            var oursP99 = new ArrayList<Double>();
            var bareP99 = new ArrayList<Double>();
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                var bareRound = driver.run(bare.port(), REQUESTS_PER_CONNECTION);
                var ourRound = driver.run(ours.port(), REQUESTS_PER_CONNECTION);
                if (round >= 0) {
                    System.out.printf(Locale.ROOT, "round %d  bare %s  ours %s%n", round + 1, bareRound, ourRound);
                    bareP99.add(bareRound.millis(0.99));
                    oursP99.add(ourRound.millis(0.99));
                }
            }
            report(median(bareP99), median(oursP99));
        } finally {
            delete(directory);
        }
    }

    private static void report(double bare, double ours) {
        System.out.printf(
                Locale.ROOT,
                "median p99: bare %.2f ms, ours %.2f ms, ratio %.2f (concurrency %d, %d requests a round)%n",
                bare,
                ours,
                ours / bare,
                CONCURRENCY,
                CONCURRENCY * REQUESTS_PER_CONNECTION);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Request request() {
        var now = Instant.now();
        return new Request(
                RequestId.random(new SecureRandom()),
                new Person("T0SANDBOX", "U0REQUESTER"),
                new ChannelId("C0ECSOPS"),
                new Selector("web", Optional.empty(), Optional.empty()),
                Argv.of("uname", "-a"),
                ExitCode.WANTED,
                "web-kernel",
                "0".repeat(64),
                new Quorum(List.of(new Slot("sre", 1))),
                Optional.empty(),
                now,
                now.plus(Duration.ofMinutes(30)),
                Duration.ofMinutes(10),
                Duration.ofMinutes(15),
                Conditions.USUAL);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}

package sallyport.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;
import sallyport.audit.Filed;
import sallyport.audit.Journal;
import sallyport.audit.Recorded;
import sallyport.request.Argv;
import sallyport.request.ChannelId;
import sallyport.request.Conditions;
import sallyport.request.Event;
import sallyport.request.ExitCode;
import sallyport.request.ExitStatus;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Quorum;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.Target;
import sallyport.store.SqliteLedger;

/**
 * What the ledger costs beside the least it could cost in the same file: durable transitions, 64 at once and one after
 * the other; and what a sweep costs when a million requests have ended beside one when a hundred have.
 */
final class LedgerBench {
    private static final int AT_ONCE = 64;
    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 9;
    private static final int TRANSITIONS = 5;
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final int OPEN = 100;
    private static final int FEW = 100;
    private static final int MANY = 1_000_000;
    private static final int SWEEPS = 200;
    private static final Random RANDOM = new Random(1);

    private LedgerBench() {}

    static void main() throws IOException, SQLException {
        // What is logged of each transition is not the ledger's cost.
        ((Logger) LoggerFactory.getLogger("sallyport")).setLevel(Level.WARN);
        var directory = Files.createTempDirectory("sallyport-bench");
        try {
            transitions(directory.resolve("transitions.db"), AT_ONCE);
            transitions(directory.resolve("one.db"), 1);
            sweeps(directory);
        } finally {
            delete(directory);
        }
    }

    private static void transitions(Path file, int callers) throws SQLException {
        try (var ledger = SqliteLedger.open(file);
                var bare = BareTransactions.open(file)) {
            var journal = new Journal(ledger);
            var ours = new ArrayList<Double>();
            var least = new ArrayList<Double>();
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                double bareRate = rate(callers, bare::transact);
                double ourRate = rate(callers, () -> life(journal)) * TRANSITIONS;
                if (round >= 0) {
                    least.add(bareRate);
                    ours.add(ourRate);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "transitions, %d at once: bare %.0f/s, ours %.0f/s, ratio %.2f%n",
                    callers,
                    median(least),
                    median(ours),
                    median(ours) / median(least));
        }
    }

    /** A read that needs nobody: stored, looked up, claimed, started, ended. */
    private static void life(Journal journal) {
        var request = store(journal);
        var at = request.askedAt();
        move(journal, request, new Event.TargetResolved(target(), at));
        move(journal, request, new Event.ClaimTaken("token", at));
        move(journal, request, new Event.SessionOpened("token", target(), "session", at));
        move(
                journal,
                request,
                new Event.RunEnded("token", new Phase.Done(new ExitStatus.Exited(0), at), Optional.empty()));
    }

    private static void move(Journal journal, Request request, Event event) {
        if (!(journal.record(request.id(), event) instanceof Recorded.Moved)) {
            throw new IllegalStateException("did not move: " + event);
        }
    }

    /** One row inserted, its first event, and its mark. */
    private static Request store(Journal journal) {
        var request = request();
        if (!(journal.file(request, request.id().value()) instanceof Filed.Stored)) {
            throw new IllegalStateException("not stored");
        }
        return request;
    }

    private static double rate(int callers, Runnable work) {
        var done = new AtomicLong();
        long begun = System.nanoTime();
        long until = begun + ROUND.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, callers)
                    .forEach(_ -> threads.execute(() -> {
                        while (System.nanoTime() < until) {
                            work.run();
                            done.incrementAndGet();
                        }
                    }));
        }
        return done.get() / ((System.nanoTime() - begun) / 1e9);
    }

    private static void sweeps(Path directory) throws SQLException {
        double few = sweep(directory.resolve("few.db"), FEW);
        double many = sweep(directory.resolve("many.db"), MANY);
        System.out.printf(
                Locale.ROOT,
                "sweep, %d open: %d ended %.3f ms, %d ended %.3f ms, ratio %.2f%n",
                OPEN,
                FEW,
                few,
                MANY,
                many,
                many / few);
    }

    private static double sweep(Path file, int ended) throws SQLException {
        try (var ledger = SqliteLedger.open(file)) {
            var journal = new Journal(ledger);
            IntStream.range(0, OPEN).forEach(_ -> store(journal));
            var one = request();
            journal.file(one, "ended");
            journal.record(one.id(), new Event.TargetResolved(target(), one.askedAt()));
            journal.record(one.id(), new Event.TimePassed(one.expiresAt().plus(one.startWithin())));
            ledger.endShown(one.id());
            multiply(file, one.id(), ended);
            var millis = new ArrayList<Double>();
            for (int n = 0; n < SWEEPS; n++) {
                long begun = System.nanoTime();
                if (ledger.unfinished().size() != OPEN) {
                    throw new IllegalStateException("the sweep found something else than what is open");
                }
                millis.add((System.nanoTime() - begun) / 1e6);
            }
            return median(millis.subList(SWEEPS / 2, SWEEPS));
        }
    }

    /** As if that request had been asked and ended so often; by SQL, because the ledger would take minutes. */
    private static void multiply(Path file, RequestId ended, int times) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.execute("""
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                    INSERT INTO request (id, version, ended, end_shown, asked_at, request, phase, sequence, hash, sealed)
                    SELECT 'copy' || i, version, ended, end_shown, asked_at + i, request, phase, sequence, hash, sequence
                    FROM n, request WHERE id = '%s'
                    """.formatted(times - 1, ended.value()));
        }
    }

    private static Request request() {
        var now = Instant.parse("2026-03-01T12:00:00Z");
        return new Request(
                RequestId.random(RANDOM),
                new Person("T1", "U1"),
                new ChannelId("C1"),
                new Selector("web", Optional.empty(), Optional.empty()),
                Argv.of("bin/rails", "db:migrate:status"),
                ExitCode.WANTED,
                "web-migrations",
                "ab".repeat(32),
                Quorum.none(),
                Optional.empty(),
                now,
                now.plusSeconds(1800),
                Duration.ofMinutes(10),
                Duration.ofMinutes(15),
                Conditions.USUAL);
    }

    private static Target target() {
        return new Target(
                "web",
                "111122223333",
                "eu-central-1",
                "arn:aws:ecs:eu-central-1:111122223333:cluster/prod",
                "web",
                "arn:aws:ecs:eu-central-1:111122223333:task-definition/web:42",
                "app",
                "sha256:" + "ab".repeat(32),
                "arn:aws:ecs:eu-central-1:111122223333:task/prod/0f9de3c5a1b24b6c8d7e6f5a4b3c2d1e",
                "0f9de3c5a1b24b6c8d7e6f5a4b3c2d1e-1234567890");
    }

    private static double median(List<Double> figures) {
        var sorted = figures.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

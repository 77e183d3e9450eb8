package sallyport.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import sallyport.audit.Evidence;
import sallyport.audit.Export;
import sallyport.audit.Journal;
import sallyport.audit.Sealer;
import sallyport.audit.SigningKey;
import sallyport.audit.Verification;
import sallyport.request.Argv;
import sallyport.request.ChannelId;
import sallyport.request.Conditions;
import sallyport.request.Digest;
import sallyport.request.Event;
import sallyport.request.ExitCode;
import sallyport.request.ExitStatus;
import sallyport.request.Output;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Quorum;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.Slot;
import sallyport.request.Target;
import sallyport.store.SqliteLedger;

/** How many audit events a second are verified: whole runs, written by the real ledger, sealed and exported. */
final class VerifyBench {
    private static final int RUNS = 4_000;
    private static final int WRITERS = 6;
    private static final int WARM_UP_ROUNDS = 6;
    private static final int ROUNDS = 7;
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final Target TARGET = new Target(
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

    private VerifyBench() {}

    static void main() throws IOException {
        var directory = Files.createTempDirectory("sallyport-bench");
        var key = SigningKey.generate();
        var file = directory.resolve("audit.jsonl");
        write(directory.resolve("ledger.db"), key, file);
        var evidence = new Evidence(List.of(key.verification()), Optional.empty(), Optional.empty());
        var rates = new ArrayList<Double>();
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            double rate = eventsPerSecond(file, evidence);
            if (round >= 0) {
                System.out.printf(Locale.ROOT, "round %d  %.0f events/s%n", round + 1, rate);
                rates.add(rate);
            }
        }
        Collections.sort(rates);
        System.out.printf(
                Locale.ROOT, "%d MB, median %.0f events/s%n", Files.size(file) / 1_000_000, rates.get(ROUNDS / 2));
    }

    private static double eventsPerSecond(Path file, Evidence evidence) throws IOException {
        long began = System.nanoTime();
        try (var in = Files.newInputStream(file)) {
            var verdict = Verification.of(in, evidence);
            double seconds = (System.nanoTime() - began) / 1e9;
            if (!verdict.holds()) {
                throw new IllegalStateException(verdict.findings().getFirst().toString());
            }
            return verdict.events() / seconds;
        }
    }

    private static void write(Path database, SigningKey key, Path file) throws IOException {
        var random = new Random(1);
        try (var ledger = SqliteLedger.open(database);
                var sealer = new Sealer(ledger, key, "bench", () -> NOON);
                var out = new BufferedWriter(Files.newBufferedWriter(file))) {
            var journal = new Journal(ledger);
            Thread[] writers = new Thread[WRITERS];
            for (int n = 0; n < writers.length; n++) {
                var ids = new Random(random.nextLong());
                writers[n] = Thread.ofVirtual().start(() -> {
                    for (int run = 0; run < RUNS / WRITERS; run++) {
                        run(journal, RequestId.random(ids));
                    }
                });
            }
            for (var writer : writers) {
                join(writer);
            }
            sealer.seal();
            Export.write(ledger, out);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Journal journal, RequestId id) {
        var request = request(id);
        journal.file(request, id.value());
        journal.record(id, new Event.TargetResolved(TARGET, NOON));
        journal.record(
                id,
                new Event.ApprovalGiven(
                        new Person("T1", "U2"), Set.of("ops"), Digest.of(request, TARGET), NOON.plusSeconds(20)));
        journal.record(id, new Event.ClaimTaken("token-of-" + id, NOON.plusSeconds(21)));
        journal.record(
                id,
                new Event.SessionOpened("token-of-" + id, TARGET, "ecs-execute-command-" + id, NOON.plusSeconds(22)));
        journal.record(
                id,
                new Event.RunEnded(
                        "token-of-" + id,
                        new Phase.Done(new ExitStatus.Exited(0), NOON.plusSeconds(24)),
                        Optional.of(new Output(1_234, "0".repeat(64)))));
    }

    private static Request request(RequestId id) {
        return new Request(
                id,
                new Person("T1", "U1"),
                new ChannelId("C1"),
                new Selector("web", Optional.empty(), Optional.empty()),
                Argv.of("bin/rails", "db:migrate:status"),
                ExitCode.WANTED,
                "rails-status",
                "a1b2c3",
                new Quorum(List.of(new Slot("ops", 1))),
                Optional.of("nightly job is red"),
                NOON,
                NOON.plus(Duration.ofMinutes(30)),
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                Conditions.USUAL);
    }
}

package sallyport.kill;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sallyport.audit.Ledger;
import sallyport.run.Windows;
import sallyport.store.LedgerPlace;

/** Replicas over one store, killed again and again, and then the reckoning. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KillTest {
    /** What was opened, also when the rest was skipped for want of a peer. */
    final Deque<AutoCloseable> open = new ArrayDeque<>();

    private Far far;
    private Fleet fleet;
    private People people;
    private Ledger ledger;
    private Campaign campaign;

    abstract Windows windows();

    /** What an end may take beside the windows: the calls, and processes on two cores that also run everything else. */
    Duration work() {
        return Duration.ofSeconds(5);
    }

    abstract Fleet fleet(Path data, Far far);

    abstract int kills();

    /** What to kill at, the most wanted first, and from the beginning again when there are more kills than points. */
    abstract List<CrashPoint> points();

    /** What else is done to the fleet, after the kills. */
    Stream<DynamicTest> andThen() {
        return Stream.of();
    }

    @BeforeAll
    void start(@TempDir Path data) {
        if (!AotCache.exists()) {
            rehearse(data.resolve("rehearsal"));
        }
        far = new Far(data.resolve("aws"));
        open.push(far);
        fleet = fleet(data, far);
        open.push(fleet);
        people = new People(far);
        campaign = new Campaign(fleet, people, windows());
        ledger = fleet.ledger();
        open.push(ledger);
    }

    /** One replica lives once in order, so that all the others start faster. */
    private void rehearse(Path data) {
        var file = data.resolve("replica-0").resolve("sallyport.db");
        try (var place = new Far(data.resolve("aws"));
                var alone = new Fleet(data, place, new LedgerPlace.Sqlite(file), windows(), 1);
                var records = alone.ledger()) {
            var requester = new People(place);
            alone.replicas().getFirst().rehearse(() -> {
                requester.askInBackground(1);
                new Reckoning(requester, place, records, alone.signed(), windows(), work()).awaitAllEnded();
            });
        }
    }

    @AfterAll
    void stop() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @TestFactory
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    Stream<DynamicTest> a_process_killed_at() {
        var points = points();
        var kills = IntStream.range(0, kills())
                .mapToObj(i -> points.get(i % points.size()))
                .map(point -> dynamicTest(point.label(), () -> campaign.kill(point)));
        return Stream.of(Stream.of(begin(campaign)), kills, reckoning(), andThen())
                .flatMap(tests -> tests);
    }

    /** Starts the fleet. */
    DynamicTest begin(Campaign killing) {
        return dynamicTest("(start)", () -> {
            fleet.launch();
            fleet.awaitListening();
        });
    }

    private Stream<DynamicTest> reckoning() {
        return Stream.of(
                dynamicTest("and then every request ends", () -> reckon().awaitAllEnded()),
                dynamicTest(
                        "nothing started twice, and what is said not to have run did not",
                        () -> reckon().nothingStartedTwiceAndWhatIsSaidNotToHaveRunDidNot()),
                dynamicTest("every command made one request", () -> reckon().everyCommandMadeOneRequest()),
                dynamicTest(
                        "only a kill makes a card or an end come again",
                        () -> reckon().onlyAKillMakesACardOrAnEndComeAgain(campaign.killed())),
                dynamicTest("every thread shows its end in time", this::tellTimes),
                dynamicTest("the audit trail verifies", () -> reckon().theAuditTrailVerifies()));
    }

    private void tellTimes() {
        var longest = reckon().everyThreadShowsItsEndInTime(campaign.up());
        System.out.println("Longest time to each end after " + kills() + " kills: " + longest);
    }

    Reckoning reckon() {
        return new Reckoning(people, far, ledger, fleet.signed(), windows(), work());
    }

    Fleet fleet() {
        return fleet;
    }

    Far far() {
        return far;
    }

    People people() {
        return people;
    }
}

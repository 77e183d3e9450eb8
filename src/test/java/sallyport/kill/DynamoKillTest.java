package sallyport.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import sallyport.e2e.ControlClient;
import sallyport.request.Phase;
import sallyport.run.Windows;
import sallyport.store.DynamoPeer;
import sallyport.store.LedgerPlace;

/**
 * Three replicas that share a table, each kill and then the whole table's absence. Only when asked for by
 * {@code -Dkills=N}, and on a machine that does nothing else: moto answers one call at a time, and three replicas that
 * look and beat several times a second find it late as soon as somebody else works.
 */
@EnabledIfSystemProperty(named = "kills", matches = "[0-9]+")
class DynamoKillTest extends KillTest {
    private static final int REPLICAS = 3;

    /** Silence is longer than moto may be late, or the pause between two looks would itself look like silence. */
    private static final Windows WINDOWS = Tiers.windows(new Windows(
            Duration.ofSeconds(1), Duration.ofMillis(1_500), Duration.ofSeconds(10), Duration.ofSeconds(12)));

    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);

    @Override
    Windows windows() {
        return WINDOWS;
    }

    /** With the shortened windows moto's own time counts for more; all in all still less than in production. */
    @Override
    Duration work() {
        return Tiers.isReal() ? super.work() : Duration.ofSeconds(10);
    }

    @Override
    Fleet fleet(Path data, Far far) {
        var table = DynamoPeer.newTable();
        open.push(() -> DynamoPeer.drop(table));
        return new Fleet(data, far, new LedgerPlace.Dynamo(table), WINDOWS, REPLICAS);
    }

    /** The first process to seal dies of it; its lease keeps the others from sealing for longer than the test. */
    @Override
    DynamicTest begin(Campaign killing) {
        var points = CrashPoint.ofStart();
        var point = Tiers.isShort() ? points.getFirst() : points.getLast();
        return dynamicTest(point.label(), () -> killing.killAtStart(point));
    }

    @Override
    int kills() {
        return Tiers.killsWithTable();
    }

    @Override
    List<CrashPoint> points() {
        return CrashPoint.withTable();
    }

    @Override
    Stream<DynamicTest> andThen() {
        return Stream.of(dynamicTest(
                "while the store is away nothing starts, what runs finishes, and all is settled after", this::outage));
    }

    private void outage() {
        int seconds = Math.toIntExact(Tiers.outage().toSeconds());
        int running = people().askInBackground(seconds * 2);
        await().atMost(SETTLED_WITHIN).until(() -> far().starts().containsKey(running));
        int waiting = people().ask(1);
        people().awaitReviewable(waiting);

        fleet().takeStoreAway();
        var back = Instant.now().plus(Tiers.outage());
        people().review(waiting, ControlClient.APPROVER);
        int refused = people().ask(1);
        await("the running command ends into the transcript")
                .atMost(Tiers.outage())
                .until(() -> isRecorded("tick-" + running + "-" + (seconds * 2 - 1)));
        await().atMost(Tiers.outage().plusSeconds(5)).until(() -> Instant.now().isAfter(back));
        assertThat(far().starts()).containsKey(running).doesNotContainKeys(waiting, refused);
        fleet().bringStoreBack();

        await("all is settled").atMost(SETTLED_WITHIN).ignoreExceptions().untilAsserted(() -> {
            people().review(waiting, ControlClient.APPROVER);
            assertThat(reckon().unfinished()).isEmpty();
        });
        assertThat(reckon().entries())
                .filteredOn(entry -> List.of(running, waiting).contains(Reckoning.number(entry)))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.phase()).isInstanceOf(Phase.Done.class));
        reckon().nothingStartedTwiceAndWhatIsSaidNotToHaveRunDidNot();
    }

    private boolean isRecorded(String words) {
        try (var files = Files.walk(fleet().data())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("transcripts"))
                    .anyMatch(file -> says(file, words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean says(Path file, String words) {
        try {
            return Files.readString(file).contains(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

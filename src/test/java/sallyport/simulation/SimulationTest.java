package sallyport.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import sallyport.audit.Evidence;
import sallyport.audit.Verification;

/**
 * No schedule breaks a promise, and each known design error is found. More schedules: {@code mvn verify
 * -Dtest=SimulationTest -Dsimulation.schedules=1000000}.
 */
class SimulationTest {
    private static final int SCHEDULES = Integer.getInteger("simulation.schedules", 20_000);
    private static final int FIRST_SEED = Integer.getInteger("simulation.first", 1);

    /** A seeded error must show within this many schedules. */
    private static final int FOUND_WITHIN = 20_000;

    private static final Logger PRODUCT = (Logger) LoggerFactory.getLogger("sallyport");

    /** The product tells of every trouble it is put into; twenty thousand times that is nobody's reading. */
    @BeforeAll
    static void silence() {
        PRODUCT.setLevel(Level.OFF);
    }

    /** What is loaded when it is first used is loaded before schedules are played beside each other. */
    @BeforeAll
    static void load() {
        for (long seed = 1; seed <= 50; seed++) {
            Simulation.play(seed, Flaw.NONE);
        }
    }

    @AfterAll
    static void speak() {
        PRODUCT.setLevel(null);
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void no_schedule_breaks_a_promise() {
        var broken = IntStream.range(0, SCHEDULES)
                .parallel()
                .mapToObj(n -> Simulation.play(FIRST_SEED + (long) n, Flaw.NONE))
                .filter(result -> result.violation().isPresent())
                .limit(5)
                .map(result -> "seed " + result.seed() + ": "
                        + result.violation().orElseThrow().getMessage())
                .toList();
        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void every_known_design_error_is_found(Flaw flaw) {
        var found = IntStream.range(0, FOUND_WITHIN)
                .mapToObj(n -> Simulation.play(1 + (long) n, flaw))
                .filter(result -> result.violation().isPresent())
                .findFirst();
        System.out.println(flaw + ": "
                + found.map(result -> "seed " + result.seed() + ": "
                                + result.violation().orElseThrow().getMessage())
                        .orElse("not found"));
        assertThat(found).isPresent();
    }

    /** What the replicas wrote under all that trouble is a story that the state machine would tell again. */
    @Test
    void the_audit_trail_of_a_schedule_verifies_offline() throws IOException {
        var evidence = new Evidence(List.of(), Optional.empty(), Optional.empty());
        for (long seed = 1; seed <= 500; seed++) {
            var file = Simulation.trail(seed).getBytes(StandardCharsets.UTF_8);
            var verdict = Verification.of(new ByteArrayInputStream(file), evidence);
            assertThat(verdict.findings()).as("seed %d", seed).isEmpty();
        }
    }

    /** Also says that the test reaches something: requests were under way whenever the store went away. */
    @Test
    void a_store_that_is_away_for_ten_minutes_starts_nothing_and_loses_nothing() {
        var outages =
                LongStream.rangeClosed(1, 500).mapToObj(Simulation::playOutage).toList();
        assertThat(outages).allSatisfy(outage -> assertThat(outage.violation()).isEmpty());
        assertThat(outages).filteredOn(outage -> outage.inFlight() > 1).hasSizeGreaterThan(100);
    }

    @Test
    void one_seed_is_one_schedule() {
        assertThat(traces()).isEqualTo(traces());
        assertThat(traces()).doesNotHaveDuplicates();
    }

    private static List<Long> traces() {
        return LongStream.rangeClosed(1, 200)
                .mapToObj(seed -> Simulation.play(seed, Flaw.NONE).trace())
                .toList();
    }
}

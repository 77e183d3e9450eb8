package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sallyport.request.Alias;
import sallyport.request.Selector;
import sallyport.sandbox.aws.Options;
import sallyport.sandbox.aws.SimulatedAws;
import sallyport.watch.Check;
import sallyport.watch.Examination;
import sallyport.watch.ExecFacts;
import sallyport.watch.Looked;
import sallyport.watch.Severity;

/**
 * The doctor on each service of the sandbox's clinic, which somebody else made wrong in one way: it finds that, nothing
 * else, and nothing once it was mended.
 */
class DoctorOnTheClinicTest {
    private static final Set<Severity> AMISS = Set.of(Severity.BLOCKS, Severity.ADVICE);

    /** What ails every service there: the sandbox's caller may do everything. */
    private static final Set<String> EVERYWHERE = Set.of("D37");

    /** Where more than the check of the name tells, or another, with the reason. */
    private static final Map<String, Set<String>> OTHERWISE = Map.ofEntries(
            // Without a task that runs there is none to look at.
            Map.entry("clinic/d01-desired-zero", Set.of("D1", "D2")),
            Map.entry("clinic/d01-nothing-runs", Set.of("D1", "D2")),
            Map.entry("clinic/d03-task-drained", Set.of("D1", "D2")),
            // Tasks of a draining service run on, and take commands.
            Map.entry("clinic/d01-service-draining", Set.of()),
            Map.entry("clinic/d03-task-pending", Set.of("D1", "D3", "D12")),
            // Sallyport runs nothing on Windows, whatever ECS does.
            Map.entry("clinic/healthy-windows", Set.of("D6")),
            Map.entry("clinic/d07-old-windows-agent", Set.of("D6", "D7")),
            Map.entry("clinic/d10-older-than-the-change", Set.of("D9", "D10")),
            Map.entry("clinic/d13-agent-pending", Set.of("D12", "D13")),
            // A condition on what cannot be known is neither good nor bad: could not check.
            Map.entry("clinic/d16-only-under-a-condition", Set.of()),
            Map.entry("clinic/d20-endpoint-policy", Set.of()),
            Map.entry("clinic/d22-shared-subnet", Set.of()),
            // An Express service may take back what was switched on by hand, also while all is well.
            Map.entry("clinic/healthy-express", Set.of("D35")),
            Map.entry("clinic/d35-express", Set.of("D9", "D35")),
            // For information only.
            Map.entry("clinic/d28-user-set", Set.of()),
            Map.entry("clinic/d32-sidecars", Set.of()),
            Map.entry("clinic/d39-deploying", Set.of()),
            Map.entry("clinic/d39-protected", Set.of()));

    @TempDir
    private static Path directory;

    @SuppressWarnings("NullAway.Init") // before all
    private static SimulatedAws simulated;

    @BeforeAll
    static void start() throws IOException {
        simulated = SimulatedAws.start(Options.in(directory).withStepsByHand());
    }

    @AfterAll
    static void stop() {
        simulated.close();
    }

    @Test
    void each_service_is_told_to_be_wrong_in_its_way_and_well_once_it_was_mended() {
        var services = new TreeSet<>(simulated.clinic());
        assertThat(services).hasSizeGreaterThan(50).containsAll(OTHERWISE.keySet());

        assertThat(amiss(services))
                .isEqualTo(services.stream().collect(Collectors.toMap(name -> name, DoctorOnTheClinicTest::expected)));

        services.forEach(simulated::mend);
        assertThat(amiss(services))
                .allSatisfy((name, ids) -> assertThat(ids).as(name).isEmpty());
    }

    /** Nothing amiss may also mean that nothing was seen. */
    @Test
    void the_bucket_that_sessions_are_recorded_in_is_seen() {
        var name = "clinic-bucket/healthy";
        var target = new AwsTarget(alias(name), Optional.empty(), Optional.empty());
        try (var aws = Aws.connect(
                List.of(target), AwsOptions.sandbox(simulated.endpoint()), Clock.systemUTC(), line -> line)) {
            assertThat(aws.execFacts().gather(selector(name)))
                    .isInstanceOfSatisfying(
                            Looked.Found.class,
                            found -> assertThat(Examination.of((ExecFacts) found.value()))
                                    .filteredOn(check -> check.id().toString().equals("D19"))
                                    .extracting(Check::severity)
                                    .containsExactly(Severity.FINE));
        }
    }

    private static Set<String> expected(String name) {
        var service = name.substring(name.indexOf('/') + 1);
        var named = service.matches("d\\d\\d-.*")
                ? Set.of("D" + Integer.parseInt(service.substring(1, 3)))
                : Set.<String>of();
        return OTHERWISE.getOrDefault(name, named);
    }

    /** By another door each time: a task definition never changes, so the product remembers it. */
    private static Map<String, Set<String>> amiss(Collection<String> services) {
        var targets = services.stream()
                .map(name -> new AwsTarget(alias(name), Optional.empty(), Optional.empty()))
                .toList();
        var found = new TreeMap<String, Set<String>>();
        try (var aws =
                Aws.connect(targets, AwsOptions.sandbox(simulated.endpoint()), Clock.systemUTC(), line -> line)) {
            aws.execFacts().gather(selector(services.iterator().next())); // loads what is slow at first
            services.forEach(name -> found.put(name, amiss(aws, name)));
        }
        return found;
    }

    private static Set<String> amiss(Aws aws, String name) {
        return switch (aws.execFacts().gather(selector(name))) {
            case Looked.Found<ExecFacts>(var facts) ->
                Examination.of(facts).stream()
                        .filter(check -> AMISS.contains(check.severity()))
                        .map(Check::id)
                        .map(Object::toString)
                        .filter(id -> !EVERYWHERE.contains(id))
                        .collect(Collectors.toCollection(TreeSet::new));
            case Looked.Missing<ExecFacts>(var why) -> Set.of(why);
            case Looked.Unavailable<ExecFacts>(var why) -> Set.of(why);
        };
    }

    private static Selector selector(String name) {
        return new Selector(alias(name).name(), Optional.empty(), Optional.empty());
    }

    private static Alias alias(String name) {
        var parts = List.of(name.split("/"));
        return new Alias(
                name.replace('/', '.'),
                "123456789012",
                "us-east-1",
                parts.get(0),
                parts.get(1),
                Optional.empty(),
                Optional.empty());
    }
}

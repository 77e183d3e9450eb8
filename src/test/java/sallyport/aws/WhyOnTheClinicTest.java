package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sallyport.request.Alias;
import sallyport.sandbox.aws.Options;
import sallyport.sandbox.aws.SimulatedAws;
import sallyport.watch.Explanation;
import sallyport.watch.Looked;
import sallyport.watch.ServiceHistory;
import sallyport.watch.Why;

/** What is said of each service of the sandbox's clinic: most are only wrong for exec, and run. */
class WhyOnTheClinicTest {
    /** Those of which more is to be told than that nothing is wrong. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "clinic/d01-desired-zero", "is scaled to zero tasks",
            "clinic/d01-nothing-runs", "has 0 of 1 task",
            "clinic/d01-service-draining", "is DRAINING",
            "clinic/d03-task-pending", "is starting (PENDING), for 3 min",
            "clinic/d03-task-drained", "has 0 of 1 task",
            "clinic/d39-deploying", "under way for 4 min");

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
    void each_service_is_told_to_be_wrong_in_its_way_or_not_at_all() {
        var answers = new TreeMap<String, String>();
        var targets = simulated.clinic().stream()
                .map(name -> new AwsTarget(alias(name), Optional.empty(), Optional.empty()))
                .toList();
        try (var aws =
                Aws.connect(targets, AwsOptions.sandbox(simulated.endpoint()), Clock.systemUTC(), line -> line)) {
            simulated.clinic().forEach(name -> answers.put(name, answer(aws, name)));
        }
        assertThat(answers)
                .hasSizeGreaterThan(50)
                .allSatisfy((name, answer) -> assertThat(answer)
                        .as(name)
                        .contains(OTHERWISE.getOrDefault(
                                name, "Nothing is wrong with " + alias(name).name())));
    }

    private static String answer(Aws aws, String name) {
        return switch (aws.histories().look(alias(name))) {
            case Looked.Found<ServiceHistory>(var history) ->
                sentence(Why.of(history, Clock.systemUTC().instant()));
            case Looked.Missing<ServiceHistory>(var why) -> why;
            case Looked.Unavailable<ServiceHistory>(var why) -> why;
        };
    }

    private static String sentence(Explanation explanation) {
        return explanation.answer();
    }

    private static Alias alias(String name) {
        int slash = name.indexOf('/');
        return new Alias(
                name.replace('/', '.'),
                "123456789012",
                "us-east-1",
                name.substring(0, slash),
                name.substring(slash + 1),
                Optional.empty(),
                Optional.empty());
    }
}

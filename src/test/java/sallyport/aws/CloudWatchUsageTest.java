package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sallyport.request.Alias;
import sallyport.sandbox.aws.Options;
import sallyport.sandbox.aws.SimulatedAws;
import sallyport.watch.Fact;
import sallyport.watch.Looked;
import sallyport.watch.Measure;
import sallyport.watch.TimeGrid;
import sallyport.watch.Usage;
import sallyport.watch.UsageQuery;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** What the product reads of CloudWatch's metrics, on the simulated AWS. */
class CloudWatchUsageTest {
    @TempDir
    private static Path directory;

    @SuppressWarnings("NullAway.Init") // before all
    private static SimulatedAws simulated;

    @SuppressWarnings("NullAway.Init") // before all
    private static Aws aws;

    @BeforeAll
    static void start() throws IOException {
        simulated = SimulatedAws.start(
                Options.in(directory).withStepsByHand().withControl().withContainerInsights());
        var targets = Stream.of("demo/web", "demo/batch", "demo/nope", "fleet/ship-001")
                .map(name -> new AwsTarget(alias(name), Optional.empty(), Optional.empty()))
                .toList();
        aws = Aws.connect(targets, AwsOptions.sandbox(simulated.endpoint()), Clock.systemUTC(), line -> line);
    }

    @AfterAll
    static void stop() {
        aws.close();
        simulated.close();
    }

    private static Alias alias(String name) {
        var parts = List.of(name.split("/"));
        return new Alias(
                parts.get(1),
                "123456789012",
                "us-east-1",
                parts.get(0),
                parts.get(1),
                Optional.empty(),
                Optional.empty());
    }

    private static Looked<Usage> read(String alias) {
        return aws.metrics().read(new UsageQuery(alias, TimeGrid.lasting(Duration.ofHours(3), Instant.now())));
    }

    private static Usage usage(String alias) {
        return switch (read(alias)) {
            case Looked.Found<Usage>(var usage) -> usage;
            case Looked.Missing<Usage>(var why) -> throw new AssertionError(why);
            case Looked.Unavailable<Usage>(var why) -> throw new AssertionError(why);
        };
    }

    @Test
    void every_measure_has_a_point_for_each_period_in_order_of_time() {
        var usage = usage("web");

        assertThat(usage.insights()).isEqualTo(new Fact.Known<>(true));
        assertThat(usage.service().size())
                .isEqualTo(new Usage.TaskSize("web:42", Optional.of(512), Optional.of(1024), true));
        assertThat(Measure.values())
                .allSatisfy(measure -> assertThat(usage.of(measure))
                        .hasSizeBetween(35, 36)
                        .isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()))
                        .allSatisfy(point -> assertThat(point.average()).isBetween(point.lowest(), point.highest())));
        assertThat(usage.of(Measure.RUNNING_TASKS).getLast().average()).isEqualTo(2);
        assertThat(usage.of(Measure.CPU))
                .anySatisfy(point -> assertThat(point.highest()).isGreaterThan(point.lowest()));
    }

    @Test
    void a_service_of_another_cluster_has_its_own() {
        assertThat(usage("ship-001").of(Measure.MEMORY))
                .isNotEqualTo(usage("web").of(Measure.MEMORY));
    }

    @Test
    void a_service_whose_last_task_has_stopped_has_points_up_to_then() {
        assertThat(usage("batch").of(Measure.MEMORY)).hasSizeLessThan(34).isNotEmpty();
        assertThat(usage("batch").service().running()).isZero();
    }

    @Test
    void a_service_that_is_not_there_and_a_refusal_are_told() {
        assertThat(read("nope"))
                .isInstanceOfSatisfying(
                        Looked.Missing.class,
                        missing -> assertThat(missing.toString()).contains("There is no service nope in cluster demo"));
        simulated.faults().inject("access-denied", Map.of("operation", "GetMetricData"), 1);
        assertThat(read("web"))
                .isInstanceOfSatisfying(
                        Looked.Unavailable.class,
                        denied -> assertThat(denied.toString()).contains("GetMetricData"));
    }

    @Test
    void a_refusal_of_the_clusters_settings_only_leaves_the_reason_open() {
        simulated.faults().inject("access-denied", Map.of("operation", "DescribeClusters"), 1);
        var usage = usage("web");
        assertThat(usage.of(Measure.CPU)).isNotEmpty();
        assertThat(usage.insights()).isInstanceOf(Fact.Missing.class);
    }

    @Test
    void without_a_size_of_the_task_its_containers_reserve_and_nothing_is_a_limit() {
        var definition = TaskDefinition.builder()
                .taskDefinitionArn("arn:aws:ecs:us-east-1:123456789012:task-definition/web:3")
                .containerDefinitions(container(256, 512, 1024), container(0, null, 256))
                .build();
        assertThat(TaskSizes.of(definition))
                .isEqualTo(new Usage.TaskSize("web:3", Optional.of(256), Optional.of(768), false));
        assertThat(TaskSizes.of(definition.toBuilder()
                        .containerDefinitions(container(0, null, null))
                        .build()))
                .isEqualTo(new Usage.TaskSize("web:3", Optional.empty(), Optional.empty(), false));
    }

    private static ContainerDefinition container(Integer cpu, @Nullable Integer soft, @Nullable Integer hard) {
        return ContainerDefinition.builder()
                .cpu(cpu)
                .memoryReservation(soft)
                .memory(hard)
                .build();
    }
}

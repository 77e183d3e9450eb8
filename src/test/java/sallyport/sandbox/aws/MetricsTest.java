package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sallyport.sandbox.aws.world.Task;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/** CloudWatch as the AWS SDK for Java reads it, which speaks Smithy RPC v2 CBOR. */
class MetricsTest {
    private static final WorldClock CLOCK = new WorldClock();

    @RegisterExtension
    static final StartedAws AWS =
            new StartedAws(options -> options.withClock(CLOCK).withContainerInsights());

    private final CloudWatchClient cloudWatch = CloudWatchClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(AWS.aws().endpoint())
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();

    @AfterEach
    void close() {
        cloudWatch.close();
    }

    private static MetricDataQuery query(String id, String name, String service, int period) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.period(period)
                        .stat("Average")
                        .metric(metric -> metric.namespace("AWS/ECS")
                                .metricName(name)
                                .dimensions(dimension("ServiceName", service), dimension("ClusterName", "demo"))))
                .build();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    private static GetMetricDataRequest lastDay(Consumer<GetMetricDataRequest.Builder> more) {
        var builder = GetMetricDataRequest.builder()
                .startTime(CLOCK.ago(Duration.ofDays(1)))
                .endTime(CLOCK.instant())
                .scanBy(ScanBy.TIMESTAMP_ASCENDING);
        more.accept(builder);
        return builder.build();
    }

    private MetricDataResult only(Consumer<GetMetricDataRequest.Builder> more) {
        var results = cloudWatch.getMetricData(lastDay(more)).metricDataResults();
        assertThat(results).hasSize(1);
        return results.getFirst();
    }

    @Test
    void a_day_of_a_service_has_a_value_each_minute_but_the_last_which_is_not_published_yet() {
        var cpu = only(request -> request.metricDataQueries(query("cpu", "CPUUtilization", "web", 60)));
        assertThat(cpu.id()).isEqualTo("cpu");
        assertThat(cpu.statusCode()).isEqualTo(StatusCode.COMPLETE);
        assertThat(cpu.timestamps())
                .hasSize(1439)
                .isSorted()
                .startsWith(CLOCK.ago(Duration.ofDays(1)))
                .endsWith(CLOCK.ago(Duration.ofMinutes(2)));
        assertThat(cpu.values())
                .hasSize(1439)
                .allSatisfy(value -> assertThat(value).isBetween(0.1, 60.0));
    }

    @Test
    void the_seed_decides_every_value() {
        Consumer<GetMetricDataRequest.Builder> asked =
                request -> request.metricDataQueries(query("cpu", "CPUUtilization", "web", 3600));
        assertThat(only(asked).values()).isEqualTo(only(asked).values()).doesNotHaveDuplicates();
    }

    @Test
    void batch_climbs_until_its_task_ran_out_of_memory_and_then_reports_nothing() {
        var memory = only(request -> request.metricDataQueries(query("memory", "MemoryUtilization", "batch", 60)));
        var stop = AWS.aws().world().tasks().getLast().stop().orElseThrow().at();
        assertThat(memory.timestamps().getLast()).isBefore(stop).isAfter(stop.minus(Duration.ofMinutes(2)));
        assertThat(memory.values().getLast()).isGreaterThan(95);
        assertThat(memory.values().subList(0, 1300))
                .allSatisfy(value -> assertThat(value).isLessThan(75));
    }

    @Test
    void a_stopped_task_of_a_running_service_changes_none_of_its_history() throws Exception {
        Consumer<GetMetricDataRequest.Builder> asked =
                request -> request.metricDataQueries(query("cpu", "CPUUtilization", "web", 60));
        var before = only(asked).values();
        stopATask("web");
        assertThat(AWS.aws().world().tasks()).filteredOn(Task::toStop).hasSize(2);
        assertThat(only(asked).values()).isEqualTo(before);
    }

    @Test
    void a_task_on_its_way_is_pending() throws Exception {
        stopATask("web");
        AWS.aws().step();
        var pending = only(request -> request.metricDataQueries(MetricDataQuery.builder()
                .id("pending")
                .metricStat(stat -> stat.period(60)
                        .stat("Average")
                        .metric(metric -> metric.namespace("ECS/ContainerInsights")
                                .metricName("PendingTaskCount")
                                .dimensions(dimension("ServiceName", "web"), dimension("ClusterName", "demo"))))
                .build()));
        assertThat(pending.values().getLast()).isEqualTo(1);
    }

    private static void stopATask(String service) throws Exception {
        var task = AWS.api().task(service);
        assertThat(AWS.api()
                        .ecs("StopTask", "{\"cluster\":\"demo\",\"task\":\"" + task + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void values_come_newest_first_unless_asked_otherwise() {
        var cpu = only(request -> request.metricDataQueries(query("cpu", "CPUUtilization", "web", 300))
                .scanBy((ScanBy) null));
        assertThat(cpu.timestamps()).isSortedAccordingTo((left, right) -> right.compareTo(left));
        assertThat(cpu.timestamps().getFirst().getEpochSecond() % 300).isZero();
    }

    @Test
    void a_long_answer_comes_in_pages_that_say_what_is_partial() {
        Consumer<GetMetricDataRequest.Builder> asked = request -> request.metricDataQueries(
                        query("cpu", "CPUUtilization", "web", 3600), query("memory", "MemoryUtilization", "web", 3600))
                .maxDatapoints(30);
        var pages = cloudWatch.getMetricDataPaginator(lastDay(asked)).stream().toList();
        assertThat(pages).hasSize(2);
        assertThat(pages.getFirst().metricDataResults())
                .extracting(MetricDataResult::statusCode)
                .containsExactly(StatusCode.COMPLETE, StatusCode.PARTIAL_DATA);
        assertThat(pages.stream()
                        .flatMap(page -> page.metricDataResults().stream())
                        .mapToInt(result -> result.values().size())
                        .sum())
                .isBetween(48, 50);
    }

    @Test
    void what_nobody_reports_has_no_values() {
        assertThat(only(request -> request.metricDataQueries(query("cpu", "CPUUtilization", "nope", 60)))
                        .values())
                .isEmpty();
    }

    @Test
    void metrics_are_listed_by_namespace_name_and_dimension() {
        assertThat(cloudWatch
                        .listMetrics(request -> request.namespace("AWS/ECS")
                                .metricName("CPUUtilization")
                                .dimensions(filter("ClusterName", "demo"), filter("ServiceName", null)))
                        .metrics())
                .extracting(metric -> metric.dimensions().getLast().value())
                .containsExactlyInAnyOrder("web", "worker", "legacy", "batch");
        assertThat(cloudWatch
                        .listMetrics(request -> request.namespace("ECS/ContainerInsights"))
                        .metrics())
                .isNotEmpty();
    }

    private static DimensionFilter filter(String name, @Nullable String value) {
        return DimensionFilter.builder().name(name).value(value).build();
    }

    @Test
    void services_of_the_clinic_and_the_fleet_report_too_while_a_task_of_them_runs() {
        assertThat(ofCluster("fleet", "ship-001").values()).isNotEmpty();
        assertThat(ofCluster("clinic", "healthy").values()).isNotEmpty();
        assertThat(ofCluster("clinic", "d01-desired-zero").values()).isEmpty();
    }

    private MetricDataResult ofCluster(String cluster, String service) {
        return only(request -> request.metricDataQueries(MetricDataQuery.builder()
                .id("memory")
                .metricStat(stat -> stat.period(300)
                        .stat("Maximum")
                        .metric(metric -> metric.namespace("AWS/ECS")
                                .metricName("MemoryUtilization")
                                .dimensions(dimension("ServiceName", service), dimension("ClusterName", cluster))))
                .build()));
    }

    @Test
    void a_mistake_is_told_by_the_services_error() {
        assertThatThrownBy(() -> only(request -> request.metricDataQueries(query("Cpu", "CPUUtilization", "web", 60))))
                .isInstanceOfSatisfying(CloudWatchException.class, refused -> {
                    assertThat(refused.statusCode()).isEqualTo(400);
                    assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue");
                    assertThat(refused.getMessage()).contains("lowercase letter");
                });
        assertThatThrownBy(() -> only(request -> request.metricDataQueries(query("c", "CPUUtilization", "web", 60))
                        .nextToken("made up")))
                .isInstanceOf(InvalidNextTokenException.class);
        assertThatThrownBy(() -> cloudWatch.getMetricData(request -> request.metricDataQueries(List.of())
                        .startTime(Instant.EPOCH)
                        .endTime(Instant.EPOCH)))
                .isInstanceOf(CloudWatchException.class);
    }
}

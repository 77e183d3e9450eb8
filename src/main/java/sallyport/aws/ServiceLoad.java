package sallyport.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import sallyport.request.Alias;
import sallyport.watch.ExecFacts.Load;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/** How full a service's memory and CPU were lately, asked of CloudWatch. Throws what the SDK throws. */
final class ServiceLoad {
    /** How far back the figures reach. */
    private static final Duration LATELY = Duration.ofMinutes(15);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String MEMORY = "MemoryUtilization";
    private static final String CPU = "CPUUtilization";

    private final CloudWatchClient cloudWatch;

    ServiceLoad(CloudWatchClient cloudWatch) {
        this.cloudWatch = cloudWatch;
    }

    /** Of memory the fullest task counts, of CPU all together: a peak of one is nothing unusual. */
    List<Load> of(Alias service, Instant now) {
        var queries = new MetricQueries(service, MINUTE);
        var answer = cloudWatch.getMetricData(request -> request.startTime(now.minus(LATELY))
                .endTime(now)
                .metricDataQueries(
                        queries.query("memory", MetricQueries.ECS, MEMORY, "Maximum"),
                        queries.query("cpu", MetricQueries.ECS, CPU, "Average")));
        return answer.metricDataResults().stream()
                .flatMap(result -> highest(result).stream())
                .toList();
    }

    private static List<Load> highest(MetricDataResult result) {
        return result.values().stream()
                .max(Double::compare)
                .map(most -> new Load("memory".equals(result.id()) ? MEMORY : CPU, most))
                .stream()
                .toList();
    }
}

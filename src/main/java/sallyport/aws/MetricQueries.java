package sallyport.aws;

import java.time.Duration;
import java.util.List;
import sallyport.request.Alias;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/** Questions about metrics of one service. */
final class MetricQueries {
    /** What ECS itself reports. */
    static final String ECS = "AWS/ECS";

    static final String CONTAINER_INSIGHTS = "ECS/ContainerInsights";

    private final List<Dimension> dimensions;
    private final int period;

    /** @param period whole minutes */
    MetricQueries(Alias service, Duration period) {
        this.dimensions =
                List.of(dimension("ClusterName", service.cluster()), dimension("ServiceName", service.service()));
        this.period = Math.toIntExact(period.toSeconds());
    }

    /** @param id by which its answer is known: a lower-case letter, then letters, digits and underscores */
    MetricDataQuery query(String id, String namespace, String metric, String statistic) {
        return MetricDataQuery.builder()
                .id(id)
                .metricStat(stat -> stat.stat(statistic)
                        .period(period)
                        .metric(what ->
                                what.namespace(namespace).metricName(metric).dimensions(dimensions)))
                .build();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }
}

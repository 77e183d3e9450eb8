package sallyport.aws;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import sallyport.request.Alias;
import sallyport.watch.Measure;
import sallyport.watch.TimeGrid;
import sallyport.watch.Usage;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/** Reads the figures of one service from CloudWatch: all measures, each with three statistics. */
final class UsageFigures {
    private final CloudWatchClient cloudWatch;

    UsageFigures(CloudWatchClient cloudWatch) {
        this.cloudWatch = cloudWatch;
    }

    private enum Statistic {
        MINIMUM("Minimum"),
        AVERAGE("Average"),
        MAXIMUM("Maximum");

        private final String word;

        Statistic(String word) {
            this.word = word;
        }

        String id(Measure measure) {
            return (measure.name() + "_" + name()).toLowerCase(Locale.ROOT);
        }
    }

    /** What is reported of the service; a measure of which nothing is has an empty list. Throws what the SDK throws. */
    Map<Measure, List<Usage.Point>> read(Alias service, TimeGrid grid) {
        var queries = new MetricQueries(service, grid.period());
        var values = new TreeMap<String, Map<Instant, Double>>();
        cloudWatch
                .getMetricDataPaginator(request -> request.startTime(grid.begin())
                        .endTime(grid.end())
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                        .metricDataQueries(Arrays.stream(Measure.values())
                                .flatMap(measure -> all(measure, queries))
                                .toList()))
                .metricDataResults()
                .forEach(result -> add(result, values));
        var points = new EnumMap<Measure, List<Usage.Point>>(Measure.class);
        for (var measure : Measure.values()) {
            points.put(measure, points(measure, values));
        }
        return points;
    }

    private static Stream<MetricDataQuery> all(Measure measure, MetricQueries queries) {
        return Arrays.stream(Statistic.values())
                .map(statistic ->
                        queries.query(statistic.id(measure), namespace(measure), metric(measure), statistic.word));
    }

    private static String namespace(Measure measure) {
        return measure.isByContainerInsights() ? MetricQueries.CONTAINER_INSIGHTS : MetricQueries.ECS;
    }

    private static String metric(Measure measure) {
        return switch (measure) {
            case CPU -> "CPUUtilization";
            case MEMORY -> "MemoryUtilization";
            case RUNNING_TASKS -> "RunningTaskCount";
            case RECEIVED -> "NetworkRxBytes";
            case SENT -> "NetworkTxBytes";
        };
    }

    /** A result may come in several pages. */
    private static void add(MetricDataResult result, Map<String, Map<Instant, Double>> values) {
        var known = values.computeIfAbsent(result.id(), _ -> new TreeMap<>());
        for (int i = 0; i < Math.min(result.timestamps().size(), result.values().size()); i++) {
            known.put(result.timestamps().get(i), result.values().get(i));
        }
    }

    private static List<Usage.Point> points(Measure measure, Map<String, Map<Instant, Double>> values) {
        var lowest = values.getOrDefault(Statistic.MINIMUM.id(measure), Map.of());
        var highest = values.getOrDefault(Statistic.MAXIMUM.id(measure), Map.of());
        return values.getOrDefault(Statistic.AVERAGE.id(measure), Map.of()).entrySet().stream()
                .map(at -> new Usage.Point(
                        at.getKey(),
                        lowest.getOrDefault(at.getKey(), at.getValue()),
                        at.getValue(),
                        highest.getOrDefault(at.getKey(), at.getValue())))
                .toList();
    }
}

package sallyport.sandbox.aws.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Metric;
import sallyport.sandbox.aws.world.Metrics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * GetMetricData and ListMetrics of CloudWatch. Times in answers are {@link Instant}s, which each protocol writes its
 * way.
 */
final class CloudWatchMetrics {
    private static final int MOST_QUERIES = 500;
    private static final int MOST_DATAPOINTS = 100_800;
    private static final int LISTED = 500;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** Until a minute's value can be read; assumed. */
    private static final Duration PUBLISHED_AFTER = Duration.ofMinutes(2);

    private static final Set<String> STATISTICS = Set.of("Average", "Maximum", "Minimum", "Sum", "SampleCount");
    private static final Pattern ID = Pattern.compile("[a-z][a-zA-Z0-9_]{0,254}");
    private static final Pattern TOKEN = Pattern.compile("p(\\d{1,9})");

    /** One value of a series. */
    private record Point(Instant at, double value) {}

    /** What one query of a request asks for. */
    private record Series(String id, String label, Metric metric, Duration period, String statistic) {}

    private final Supplier<Metrics> metrics;
    private final InstantSource clock;

    CloudWatchMetrics(Supplier<Metrics> metrics, InstantSource clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "GetMetricData", (request, caller) -> data(request),
                "ListMetrics", (request, caller) -> list(request));
    }

    private ObjectNode list(JsonNode request) {
        var asked = Members.of(request, "Namespace", "MetricName", "Dimensions", "NextToken", "RecentlyActive");
        var namespace = asked.text("Namespace");
        var name = asked.text("MetricName");
        var dimensions = dimensions(asked, false);
        var found = metrics.get().list().stream()
                .filter(metric -> namespace.map(metric.namespace()::equals).orElse(true))
                .filter(metric -> name.map(metric.name()::equals).orElse(true))
                .filter(metric -> dimensions.entrySet().stream().allMatch(wanted -> has(metric, wanted)))
                .map(CloudWatchMetrics::json)
                .toList();
        var page = Pages.cut(
                found,
                "metrics " + namespace + name + dimensions,
                asked.text("NextToken"),
                LISTED,
                () -> invalid("Invalid nextToken"));
        var answer = Json.object();
        answer.set("Metrics", EcsJson.array(page.items()));
        page.next().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private static boolean has(Metric metric, Map.Entry<String, String> wanted) {
        var value = metric.dimensions().get(wanted.getKey());
        return value != null
                && (wanted.getValue().isEmpty() || wanted.getValue().equals(value));
    }

    private static ObjectNode json(Metric metric) {
        var json = Json.object().put("Namespace", metric.namespace()).put("MetricName", metric.name());
        json.set("Dimensions", EcsJson.pairs(metric.dimensions(), "Name", "Value"));
        return json;
    }

    /** Names and values; without a value a name alone, where that is allowed. */
    private static Map<String, String> dimensions(Members asked, boolean valueRequired) {
        var dimensions = new TreeMap<String, String>();
        for (var dimension : asked.present("Dimensions").orElse(Json.MAPPER.createArrayNode())) {
            var pair = Members.of(dimension, "Name", "Value");
            var value =
                    valueRequired ? required(pair, "Value") : pair.text("Value").orElse("");
            dimensions.put(required(pair, "Name"), value);
        }
        return dimensions;
    }

    private ObjectNode data(JsonNode request) {
        var asked = Members.of(
                request,
                "MetricDataQueries",
                "StartTime",
                "EndTime",
                "NextToken",
                "ScanBy",
                "MaxDatapoints",
                "LabelOptions");
        var series = series(asked.present("MetricDataQueries").orElseThrow(() -> missing("MetricDataQueries")));
        var start = time(asked, "StartTime");
        var end = time(asked, "EndTime");
        if (!start.isBefore(end)) {
            throw invalid("The parameter StartTime must be less than the parameter EndTime.");
        }
        boolean descending = switch (asked.text("ScanBy").orElse("TimestampDescending")) {
            case "TimestampDescending" -> true;
            case "TimestampAscending" -> false;
            default -> throw invalid("ScanBy is TimestampDescending or TimestampAscending.");
        };
        long most = asked.integer("MaxDatapoints").orElse((long) MOST_DATAPOINTS);
        if (most < 1 || most > MOST_DATAPOINTS) {
            throw invalid("MaxDatapoints must be between 1 and " + MOST_DATAPOINTS + ".");
        }
        var points = series.stream()
                .map(each -> {
                    var ascending = points(each, start, end);
                    return descending ? ascending.reversed() : ascending;
                })
                .toList();
        return page(
                series,
                points,
                asked.text("NextToken").map(CloudWatchMetrics::position).orElse(0),
                (int) most);
    }

    /** The points of all series one after the other, from a position, as many as a page takes. */
    private static ObjectNode page(List<Series> series, List<List<Point>> points, int from, int most) {
        var answer = Json.object();
        var results = answer.putArray("MetricDataResults");
        int before = 0;
        for (int index = 0; index < series.size(); index++) {
            var all = points.get(index);
            int first = Math.clamp(from - before, 0, all.size());
            int last = Math.clamp(from + most - before, 0, all.size());
            if (first < last || (all.isEmpty() && from == 0)) {
                results.add(result(series.get(index), all.subList(first, last), last == all.size()));
            }
            before += all.size();
        }
        if (from + most < before) {
            answer.put("NextToken", "p" + (from + most));
        }
        answer.putArray("Messages");
        return answer;
    }

    private static ObjectNode result(Series series, List<Point> points, boolean complete) {
        var json = Json.object().put("Id", series.id()).put("Label", series.label());
        var timestamps = json.putArray("Timestamps");
        var values = json.putArray("Values");
        points.forEach(point -> {
            timestamps.addPOJO(point.at());
            values.add(point.value());
        });
        return json.put("StatusCode", complete ? "Complete" : "PartialData");
    }

    private static List<Series> series(JsonNode queries) {
        if (queries.isEmpty() || queries.size() > MOST_QUERIES) {
            throw invalid("MetricDataQueries must have between 1 and " + MOST_QUERIES + " elements.");
        }
        var series = new ArrayList<Series>();
        var ids = new HashSet<String>();
        for (var query : queries) {
            var asked = Members.of(query, "Id", "MetricStat", "Label", "ReturnData");
            var id = required(asked, "Id");
            if (!ID.matcher(id).matches() || !ids.add(id)) {
                throw invalid("The Id " + id + " must begin with a lowercase letter and be used once.");
            }
            var statistic = asked.present("MetricStat").orElseThrow(() -> missing("MetricStat"));
            if (asked.bool("ReturnData").orElse(true)) {
                series.add(series(id, asked.text("Label"), statistic));
            }
        }
        return series;
    }

    private static Series series(String id, Optional<String> label, JsonNode metricStat) {
        var asked = Members.of(metricStat, "Metric", "Period", "Stat", "Unit");
        var named = Members.of(
                asked.present("Metric").orElseThrow(() -> missing("Metric")), "Namespace", "MetricName", "Dimensions");
        var metric = new Metric(required(named, "Namespace"), required(named, "MetricName"), dimensions(named, true));
        long period = asked.integer("Period").orElseThrow(() -> missing("Period"));
        if (period < 60 || period % 60 != 0 || period > 86_400) {
            throw invalid("Period must be a multiple of 60 seconds, up to a day.");
        }
        var statistic = required(asked, "Stat");
        if (!STATISTICS.contains(statistic)) {
            throw invalid("The sandbox knows the statistics " + STATISTICS + ", not " + statistic + ".");
        }
        return new Series(id, label.orElse(metric.name()), metric, Duration.ofSeconds(period), statistic);
    }

    private List<Point> points(Series series, Instant start, Instant end) {
        var known = metrics.get();
        var points = new ArrayList<Point>();
        if (!known.list().contains(series.metric())) {
            return points;
        }
        var published = clock.instant().minus(PUBLISHED_AFTER);
        for (var at = floor(start, series.period()); at.isBefore(end); at = at.plus(series.period())) {
            var minutes = new ArrayList<Double>();
            for (var minute = at; minute.isBefore(at.plus(series.period())); minute = minute.plus(MINUTE)) {
                if (!minute.isAfter(published)) {
                    known.value(series.metric(), minute).ifPresent(minutes::add);
                }
            }
            if (!minutes.isEmpty()) {
                points.add(new Point(at, statistic(series.statistic(), minutes)));
            }
        }
        return points;
    }

    private static double statistic(String name, List<Double> minutes) {
        var summary = minutes.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return switch (name) {
            case "Average" -> summary.getAverage();
            case "Maximum" -> summary.getMax();
            case "Minimum" -> summary.getMin();
            case "Sum" -> summary.getSum();
            default -> summary.getCount();
        };
    }

    private static Instant floor(Instant at, Duration period) {
        return Instant.ofEpochSecond(at.getEpochSecond() - Math.floorMod(at.getEpochSecond(), period.toSeconds()));
    }

    private static int position(String token) {
        var matcher = TOKEN.matcher(token);
        if (!matcher.matches()) {
            throw Refusal.of("InvalidNextToken", "The specified NextToken is invalid.");
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static Instant time(Members asked, String name) {
        double seconds = asked.present(name)
                .filter(JsonNode::isNumber)
                .orElseThrow(() -> missing(name))
                .doubleValue();
        if (seconds < 0 || seconds > 4e9) {
            throw invalid("The value of " + name + " is out of range.");
        }
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
    }

    private static String required(Members asked, String name) {
        return asked.text(name).filter(text -> !text.isEmpty()).orElseThrow(() -> missing(name));
    }

    private static Refusal missing(String name) {
        return Refusal.of("MissingRequiredParameterException", "The parameter " + name + " is required.");
    }

    private static Refusal invalid(String message) {
        return Refusal.of("InvalidParameterValueException", message);
    }
}

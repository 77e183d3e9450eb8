package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.watch.Measure;
import sallyport.watch.Usage;
import sallyport.watch.Usage.Point;
import sallyport.watch.UsageGaps;

/** What a service used, as small pictures in text with their figures. Pure. */
final class MetricsMessage {
    /** CPU units of a core. */
    private static final double UNITS = 1_024;

    private static final int ROWS = 3;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MM-dd ", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Usage usage;
    private final Instant now;

    private MetricsMessage(Usage usage, Instant now) {
        this.usage = usage;
        this.now = now;
    }

    /** @param heading whose metrics, in Slack's markup */
    static SlackMessage of(String heading, Usage usage, Instant now) {
        return new MetricsMessage(usage, now).message(heading);
    }

    private SlackMessage message(String heading) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup("heading", heading));
        var pictures = Stream.of(Measure.values())
                .filter(measure -> !usage.of(measure).isEmpty())
                .map(this::picture)
                .toList();
        if (!pictures.isEmpty()) {
            blocks.add(BlockKit.preformatted("figures", String.join("\n\n", pictures) + "\n"));
        }
        var notes = new ArrayList<>(UsageGaps.of(usage, now));
        notes.add(size());
        if (!pictures.isEmpty()) {
            notes.add(legend());
        }
        blocks.add(BlockKit.line("notes", String.join("\n", notes)));
        return new SlackMessage("Metrics", blocks);
    }

    private String picture(Measure measure) {
        var points = usage.of(measure);
        double top = points.stream().mapToDouble(Point::average).max().orElse(0);
        var scale = scale(measure, top);
        var chart = new BlockChart(usage.grid(), measure.isByContainerInsights() ? 1 : ROWS);
        var lines = new ArrayList<String>();
        lines.add(title(measure));
        lines.addAll(chart.picture(heights(points, scale), scale));
        lines.add(chart.axis());
        lines.add("  " + figures(points, scale));
        return String.join("\n", lines);
    }

    private static Scale scale(Measure measure, double top) {
        return switch (measure) {
            case CPU, MEMORY -> Scale.of(top, " %");
            case RUNNING_TASKS -> Scale.of(top, "");
            case RECEIVED, SENT -> Scale.ofBytes(top);
        };
    }

    private String title(Measure measure) {
        var size = usage.service().size();
        return switch (measure) {
            case CPU ->
                "CPU" + size.cpuUnits().map(units -> ", % of " + cpu(units)).orElse(", %");
            case MEMORY ->
                "Memory" + size.memoryMib().map(mib -> ", % of " + memory(mib)).orElse(", %");
            case RUNNING_TASKS -> "Running tasks";
            case RECEIVED -> "Network in";
            case SENT -> "Network out";
        };
    }

    private static String cpu(int units) {
        double cores = units / UNITS;
        return (cores == Math.rint(cores) ? Words.count((long) cores) : String.valueOf(cores)) + " vCPU";
    }

    private static String memory(int mib) {
        return Words.count(mib) + " MiB";
    }

    private List<OptionalDouble> heights(List<Point> points, Scale scale) {
        var heights = new ArrayList<OptionalDouble>();
        for (int column = 0; column < usage.grid().columns(); column++) {
            heights.add(OptionalDouble.empty());
        }
        points.stream()
                .filter(point -> !point.at().isBefore(usage.grid().begin())
                        && point.at().isBefore(usage.grid().end()))
                .forEach(point ->
                        heights.set(usage.grid().column(point.at()), OptionalDouble.of(scale.height(point.average()))));
        return heights;
    }

    private String figures(List<Point> points, Scale scale) {
        var lowest =
                points.stream().min(Comparator.comparingDouble(Point::lowest)).orElseThrow();
        var highest =
                points.stream().max(Comparator.comparingDouble(Point::highest)).orElseThrow();
        double average = points.stream().mapToDouble(Point::average).average().orElseThrow();
        return newest(points.getLast(), scale) + ", average " + scale.say(average) + "\n  lowest "
                + scale.say(lowest.lowest()) + ", highest " + scale.say(highest.highest()) + " at "
                + time(highest.at());
    }

    private String newest(Point last, Scale scale) {
        boolean isNow = last.at().plus(usage.grid().period()).isAfter(now.minus(UsageGaps.LATE));
        return (isNow ? "now " : "last, at " + time(last.at()) + ", ") + scale.say(last.average());
    }

    private String time(Instant at) {
        var today = DAY.format(at).equals(DAY.format(now)) ? "" : DAY.format(at);
        return today + TIME.format(at);
    }

    private String size() {
        var size = usage.service().size();
        var parts = Stream.of(
                        size.cpuUnits().map(MetricsMessage::cpu),
                        size.memoryMib().map(MetricsMessage::memory))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" and "));
        if (parts.isEmpty()) {
            return size.revision() + " reserves neither CPU nor memory for a task.";
        }
        return size.limited()
                ? "A task of " + size.revision() + " gets " + parts + ", and no more."
                : "A task of " + size.revision() + " reserves " + parts + "; it may use more, so above 100 %.";
    }

    private String legend() {
        boolean gaps = Stream.of(Measure.values()).anyMatch(this::hasGap);
        return "A column is the average of all tasks over " + period()
                + "; lowest and highest are of one task in one minute."
                + (gaps ? " " + BlockChart.NOTHING + " is no data." : "") + " Times are UTC.";
    }

    private String period() {
        var period = usage.grid().period();
        return period.toMinutes() == 1 ? "a minute" : Words.duration(period);
    }

    /** Whether a column before the last that is known has nothing. */
    private boolean hasGap(Measure measure) {
        var points = usage.of(measure);
        return !points.isEmpty()
                && points.size() <= usage.grid().column(points.getLast().at());
    }
}

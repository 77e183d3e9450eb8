package sallyport.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What figures are missing, and why. Pure. */
public final class UsageGaps {
    /** How long a minute's figures may take to come; seen in CloudWatch, not promised by it. */
    public static final Duration LATE = Duration.ofMinutes(5);

    private UsageGaps() {}

    /** A sentence for each reason; empty when all is there up to now. */
    public static List<String> of(Usage usage, Instant now) {
        var gaps = new ArrayList<String>();
        addMissing(gaps, usage, measure -> !measure.isByContainerInsights(), ofService(usage, now));
        addMissing(gaps, usage, Measure::isByContainerInsights, ofInsights(usage));
        endedAt(usage, now).forEach(gaps::add);
        return List.copyOf(gaps);
    }

    private static void addMissing(List<String> gaps, Usage usage, Predicate<Measure> which, String why) {
        var missing = Arrays.stream(Measure.values())
                .filter(which)
                .filter(measure -> usage.of(measure).isEmpty())
                .map(Measure::noun)
                .toList();
        if (!missing.isEmpty()) {
            gaps.add("No data for " + listed(missing) + ": " + why);
        }
    }

    private static String listed(List<String> nouns) {
        return nouns.size() == 1
                ? nouns.getFirst()
                : nouns.stream().limit(nouns.size() - 1L).collect(Collectors.joining(", ")) + " and " + nouns.getLast();
    }

    private static String ofService(Usage usage, Instant now) {
        var service = usage.service();
        if (service.createdAt().isAfter(now.minus(LATE))) {
            return "the service was made " + Age.between(service.createdAt(), now)
                    + " ago, and its first figures take some minutes. Ask again then.";
        }
        if (service.running() == 0) {
            return "no task of the service runs (" + service.desired()
                    + (service.desired() == 1 ? " is" : " are") + " wanted), and none reported in this range."
                    + " A longer --since may reach those that ran before.";
        }
        return "CloudWatch has none, though ECS says that " + service.running()
                + (service.running() == 1 ? " task runs" : " tasks run")
                + ". On EC2 the container agent sends them: look whether it is connected.";
    }

    private static String ofInsights(Usage usage) {
        var cluster = usage.service().cluster();
        return switch (usage.insights()) {
            case Fact.Missing<Boolean>(var why) ->
                "only Container Insights reports that, and whether it is on could not be looked up. " + why;
            case Fact.Known<Boolean>(var on) ->
                on
                        ? "Container Insights is on in cluster " + cluster
                                + " and has none in this range. Of the network it has figures in the modes awsvpc and"
                                + " bridge only."
                        : "only Container Insights reports that, and it is off in cluster " + cluster + ".";
        };
    }

    /** Of what was reported once, and is not any more. */
    private static List<String> endedAt(Usage usage, Instant now) {
        var last = usage.points().values().stream()
                .filter(points -> !points.isEmpty())
                .map(points -> points.getLast().at().plus(usage.grid().period()))
                .max(Instant::compareTo);
        return last
                .filter(end -> end.isBefore(now.minus(LATE)))
                .map(end -> "Nothing was reported in the last " + Age.between(end, now) + ": "
                        + (usage.service().running() == 0
                                ? "no task of the service runs ("
                                        + usage.service().desired()
                                        + (usage.service().desired() == 1 ? " is" : " are") + " wanted)."
                                : "ECS says that tasks run, so CloudWatch is late, or their agent does not reach it."))
                .stream()
                .toList();
    }
}

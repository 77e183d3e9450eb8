package sallyport.slack;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.request.Approval;
import sallyport.request.Quorum;
import sallyport.request.Slot;

/** Numbers, times and lists the way people read them. */
final class Words {
    private Words() {}

    /** Such as {@code 0.4 s}, {@code 12 s}, {@code 3 min 5 s}, {@code 2 h 1 min}. */
    static String duration(Duration duration) {
        if (duration.toSeconds() < 10) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + " s";
        }
        if (duration.toHours() < 1) {
            return withRest(duration.toMinutes() + " min", duration.toSecondsPart(), " s");
        }
        return withRest(duration.toHours() + " h", duration.toMinutesPart(), " min");
    }

    private static String withRest(String whole, int rest, String unit) {
        return rest == 0 ? whole : whole + " " + rest + unit;
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /** Who must agree, such as {@code 1 of sre and (1 of dba or 2 of ops)}; group names are encoded for markup. */
    static String quorum(Quorum quorum) {
        if (quorum.isNone()) {
            return "nobody";
        }
        var slots = quorum.slots().stream().map(Words::slot);
        boolean only = quorum.slots().isEmpty() && quorum.choices().size() == 1;
        var choices = quorum.choices().stream().map(choice -> only ? either(choice) : "(" + either(choice) + ")");
        return Stream.concat(slots, choices).collect(Collectors.joining(" and "));
    }

    private static String either(Quorum.Choice choice) {
        return choice.alternatives().stream().map(Words::slot).collect(Collectors.joining(" or "));
    }

    private static String slot(Slot slot) {
        return slot.count() + " of " + SlackText.encode(slot.group());
    }

    /** The people who agreed, as mentions. */
    static String people(List<Approval> approvals) {
        return approvals.stream()
                .map(approval -> BlockKit.mention(approval.by()))
                .collect(Collectors.joining(", "));
    }
}

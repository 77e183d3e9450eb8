package sallyport.slack;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import sallyport.request.Approval;
import sallyport.request.Quorum;

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

    /** Who must agree; group names are encoded for markup. */
    static String quorum(Quorum quorum) {
        return SlackText.encode(quorum.words());
    }

    /** The people who agreed, as mentions. */
    static String people(List<Approval> approvals) {
        return approvals.stream()
                .map(approval -> BlockKit.mention(approval.by()))
                .collect(Collectors.joining(", "));
    }
}

package sallyport.policy;

import java.time.Duration;
import java.util.stream.Collectors;
import sallyport.request.Quorum;

/** Terms in the words of a policy file and of its tests. */
public final class Words {
    private Words() {}

    /** Who must agree, such as {@code 1 of dba and 2 of sre} by name of the group, or {@code none}. */
    public static String approval(Quorum quorum) {
        return quorum.slots().isEmpty()
                ? "none"
                : quorum.slots().stream()
                        .map(slot -> slot.count() + " of " + slot.group())
                        .collect(Collectors.joining(" and "));
    }

    /** As a file would write it: {@code 90s}, {@code 10m} or {@code 1h}. */
    public static String duration(Duration duration) {
        if (duration.toSeconds() % Duration.ofHours(1).toSeconds() == 0) {
            return duration.toHours() + "h";
        }
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }
}

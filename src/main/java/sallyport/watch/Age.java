package sallyport.watch;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, as people say it: {@code 12 s}, {@code 3 min}, {@code 2 h 5 min}, {@code 4 d}. */
public final class Age {
    private static final Duration DAYS_FROM = Duration.ofDays(2);

    private Age() {}

    /** Rounds down. A moment that lies ahead, as clocks of two machines may have it, is {@code 0 s} ago. */
    public static String between(Instant then, Instant now) {
        var age = Duration.between(then, now);
        if (age.isNegative()) {
            return "0 s";
        }
        if (age.compareTo(Duration.ofMinutes(1)) < 0) {
            return age.toSeconds() + " s";
        }
        if (age.compareTo(Duration.ofHours(1)) < 0) {
            return age.toMinutes() + " min";
        }
        return age.compareTo(DAYS_FROM) < 0 ? hours(age) : age.toDays() + " d";
    }

    private static String hours(Duration age) {
        return age.toMinutesPart() == 0 ? age.toHours() + " h" : age.toHours() + " h " + age.toMinutesPart() + " min";
    }
}

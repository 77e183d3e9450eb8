package sallyport.sandbox.slack.page;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Slack's date formatting ({@code {date_short_pretty} at {time}}) in this machine's zone, which is the reader's too.
 */
final class SlackDate {
    private static final Pattern TOKEN = Pattern.compile("\\{([a-z_]+)}");
    private static final DateTimeFormatter TIME = formatter("HH:mm");

    private final InstantSource clock;
    private final ZoneId zone;

    SlackDate(InstantSource clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    /** An unknown token stays as it is. */
    String format(Instant moment, String format) {
        var time = moment.atZone(zone);
        return TOKEN.matcher(format).replaceAll(token -> Matcher.quoteReplacement(token(token.group(1), time)));
    }

    String time(Instant moment) {
        return TIME.format(moment.atZone(zone));
    }

    /** {@code Today}, {@code Yesterday} or the day. */
    String day(Instant moment) {
        return pretty(moment.atZone(zone), "EEEE, MMMM d");
    }

    LocalDate date(Instant moment) {
        return LocalDate.ofInstant(moment, zone);
    }

    private String token(String name, ZonedDateTime time) {
        return switch (name) {
            case "date_num" -> formatter("yyyy-MM-dd").format(time);
            case "date" -> formatter("MMMM d, yyyy").format(time);
            case "date_short" -> formatter("MMM d, yyyy").format(time);
            case "date_long" -> formatter("EEEE, MMMM d, yyyy").format(time);
            case "date_pretty" -> pretty(time, "MMMM d, yyyy");
            case "date_short_pretty" -> pretty(time, "MMM d, yyyy");
            case "date_long_pretty" -> pretty(time, "EEEE, MMMM d, yyyy");
            case "time" -> TIME.format(time);
            case "time_secs" -> formatter("HH:mm:ss").format(time);
            default -> "{" + name + "}";
        };
    }

    private String pretty(ZonedDateTime time, String otherwise) {
        var today = LocalDate.ofInstant(clock.instant(), zone);
        var date = time.toLocalDate();
        if (date.equals(today)) {
            return "Today";
        }
        if (date.equals(today.minusDays(1))) {
            return "Yesterday";
        }
        return date.equals(today.plusDays(1))
                ? "Tomorrow"
                : formatter(otherwise).format(time);
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }
}

package sallyport.sandbox.aws.api;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import sallyport.sandbox.aws.world.LogEvent;
import sallyport.sandbox.aws.world.LogPosition;

/**
 * A place in a list of log events as clients carry it: opaque to them, for one kind of list only, and no good after 24
 * hours.
 *
 * @param kind {@code f} and {@code b} for the two ways through a stream, {@code F} for the events of a group
 */
record LogToken(char kind, LogPosition position, Instant issuedAt) {
    /** Said by the service's model. */
    static final Duration LIFE = Duration.ofHours(24);

    private static final Pattern TEXT = Pattern.compile("([fbF])/(\\d{56})/([0-9a-z]{1,12})\\.([0-9a-z]{1,12})/s");
    private static final int RADIX = 36;

    String text() {
        return kind + "/" + position.id() + "/"
                + Long.toString(position.ingestedAt().toEpochMilli(), RADIX) + "."
                + Long.toString(issuedAt.toEpochMilli(), RADIX) + "/s";
    }

    /** Reads a token of one of these kinds; anything else, and one that is too old, is refused. */
    static LogToken parse(String text, String kinds, Instant now) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches() || kinds.indexOf(text.charAt(0)) < 0) {
            throw LogGroups.badToken();
        }
        var id = matcher.group(2);
        var ingestedAt = Instant.ofEpochMilli(Long.parseLong(matcher.group(3), RADIX));
        var token = new LogToken(
                text.charAt(0),
                new LogPosition(LogEvent.time(id), ingestedAt, id),
                Instant.ofEpochMilli(Long.parseLong(matcher.group(4), RADIX)));
        if (now.isAfter(token.issuedAt.plus(LIFE))) {
            throw LogGroups.badToken();
        }
        return token;
    }
}

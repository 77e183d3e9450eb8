package sallyport.sandbox.aws.world;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One line of a log stream.
 *
 * @param id 56 digits that begin with the time, so that ids sort as times do
 * @param ingestedAt when the line became visible, later than it was written
 */
public record LogEvent(String id, String stream, Instant timestamp, Instant ingestedAt, String message) {
    /** Bits of an id below the milliseconds. */
    private static final int SERIAL_BITS = 144;
    /** Bits of an id below what tells one log group from another. */
    private static final int GROUP_BITS = 64;

    private static final int ID_DIGITS = 56;

    /** The id of the event with this serial number among all events of a group; no two groups share one. */
    static String id(Instant timestamp, String group, long serial) {
        return text(first(timestamp)
                .add(new BigInteger(1, group.getBytes(StandardCharsets.UTF_8))
                        .mod(BigInteger.ONE.shiftLeft(SERIAL_BITS - GROUP_BITS))
                        .shiftLeft(GROUP_BITS))
                .add(BigInteger.valueOf(serial)));
    }

    /** The lowest id that an event of this time can have. */
    static String firstId(Instant timestamp) {
        return text(first(timestamp));
    }

    private static BigInteger first(Instant timestamp) {
        return BigInteger.valueOf(timestamp.toEpochMilli()).shiftLeft(SERIAL_BITS);
    }

    /** The id so many after this one. */
    static String plus(String id, long count) {
        return text(new BigInteger(id).add(BigInteger.valueOf(count)));
    }

    /** The time of the event that has this id. */
    public static Instant time(String id) {
        return Instant.ofEpochMilli(new BigInteger(id).shiftRight(SERIAL_BITS).longValue());
    }

    public LogPosition position() {
        return new LogPosition(timestamp, ingestedAt, id);
    }

    private static String text(BigInteger id) {
        var digits = id.toString();
        return "0".repeat(Math.max(0, ID_DIGITS - digits.length())) + digits;
    }
}

package sallyport.sandbox.aws.world;

import java.math.BigInteger;
import java.time.Instant;

/**
 * One line of a log stream. Its id has 56 digits and begins with the time, so that ids sort as times do.
 *
 * @param ingestedAt when the line became visible, later than it was written
 */
public record LogEvent(BigInteger id, String stream, Instant timestamp, Instant ingestedAt, String message) {
    /** Bits of an id below the milliseconds. */
    private static final int SERIAL_BITS = 144;

    private static final int ID_DIGITS = 56;

    /** The id of the event with this serial number among all events of a group. */
    public static BigInteger id(Instant timestamp, long serial) {
        return firstId(timestamp).add(BigInteger.valueOf(serial));
    }

    /** The lowest id that an event of this time can have. */
    public static BigInteger firstId(Instant timestamp) {
        return BigInteger.valueOf(timestamp.toEpochMilli()).shiftLeft(SERIAL_BITS);
    }

    public static String text(BigInteger id) {
        var digits = id.toString();
        return "0".repeat(Math.max(0, ID_DIGITS - digits.length())) + digits;
    }
}

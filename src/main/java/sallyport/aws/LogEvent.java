package sallyport.aws;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.util.Comparator;

/**
 * One event of a log stream.
 *
 * @param timestamp when it was written, milliseconds since 1970
 * @param ingested when CloudWatch Logs took it, milliseconds since 1970
 * @param id unique in real groups; everything else decides where it is not
 */
record LogEvent(long timestamp, long ingested, String id, String stream, String message)
        implements Comparable<LogEvent> {
    private static final Comparator<LogEvent> IN_TIME = comparingLong(LogEvent::timestamp)
            .thenComparingLong(LogEvent::ingested)
            .thenComparing(comparing(LogEvent::id))
            .thenComparing(LogEvent::stream)
            .thenComparing(LogEvent::message);

    /** A total order that agrees with equality, so that one event met twice is one event in a sorted set. */
    @Override
    public int compareTo(LogEvent other) {
        return IN_TIME.compare(this, other);
    }
}

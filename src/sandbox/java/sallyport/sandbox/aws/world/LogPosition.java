package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.Comparator;

/**
 * A place in the order in which log events are returned: by their time, then by when they were ingested, then by their
 * id.
 */
public record LogPosition(Instant timestamp, Instant ingestedAt, String id) implements Comparable<LogPosition> {
    private static final Comparator<LogPosition> ORDER = Comparator.comparing(LogPosition::timestamp)
            .thenComparing(LogPosition::ingestedAt)
            .thenComparing(LogPosition::id);

    /** Before every event of this time, after all earlier ones. */
    public static LogPosition before(Instant timestamp) {
        return new LogPosition(timestamp, Instant.EPOCH, LogEvent.firstId(timestamp));
    }

    /** Right after this one: what is before it includes this one. */
    public LogPosition next() {
        return new LogPosition(timestamp, ingestedAt, LogEvent.plus(id, 1));
    }

    /** Right before this one: what is after it includes this one. */
    public LogPosition previous() {
        return new LogPosition(timestamp, ingestedAt, LogEvent.plus(id, -1));
    }

    @Override
    public int compareTo(LogPosition other) {
        return ORDER.compare(this, other);
    }
}

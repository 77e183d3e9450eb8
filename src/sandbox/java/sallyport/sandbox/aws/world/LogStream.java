package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A log stream. Keeps its last {@value #CAPACITY} events; older ones are forgotten. Thread-safe. */
public final class LogStream {
    public static final int CAPACITY = 50_000;

    private final String name;
    private final Instant createdAt;
    private final ConcurrentSkipListMap<LogPosition, LogEvent> events = new ConcurrentSkipListMap<>();
    /** The map counts its entries one by one each time it is asked. */
    private final AtomicInteger size = new AtomicInteger();

    LogStream(String name, Instant createdAt) {
        this.name = name;
        this.createdAt = createdAt;
    }

    public String name() {
        return name;
    }

    public Instant createdAt() {
        return createdAt;
    }

    void add(LogEvent event) {
        events.put(event.position(), event);
        if (size.incrementAndGet() > CAPACITY) {
            events.pollFirstEntry();
            size.decrementAndGet();
        }
    }

    /** The events that have been ingested by this time, in their order. */
    public List<LogEvent> visible(Instant now) {
        return events.values().stream().filter(ingestedBy(now)).toList();
    }

    /** The events that have not been ingested by this time, in their order. */
    public List<LogEvent> notVisible(Instant now) {
        return events.values().stream().filter(Predicate.not(ingestedBy(now))).toList();
    }

    /**
     * The events after a position that have been ingested by this time, in their order, found as they are asked for.
     */
    public Iterator<LogEvent> after(LogPosition position, Instant now) {
        return visible(events.tailMap(position, false), now);
    }

    /** The events before a position that have been ingested by this time, latest first, found as they are asked for. */
    public Iterator<LogEvent> before(LogPosition position, Instant now) {
        return visible(events.headMap(position, false).descendingMap(), now);
    }

    /** The latest event that has been ingested by this time. */
    public Optional<LogEvent> last(Instant now) {
        return events.descendingMap().values().stream().filter(ingestedBy(now)).findFirst();
    }

    /** The earliest event that has been ingested by this time. */
    public Optional<LogEvent> first(Instant now) {
        return events.values().stream().filter(ingestedBy(now)).findFirst();
    }

    private static Iterator<LogEvent> visible(ConcurrentNavigableMap<LogPosition, LogEvent> part, Instant now) {
        return part.values().stream().filter(ingestedBy(now)).iterator();
    }

    private static Predicate<LogEvent> ingestedBy(Instant now) {
        return event -> !event.ingestedAt().isAfter(now);
    }
}

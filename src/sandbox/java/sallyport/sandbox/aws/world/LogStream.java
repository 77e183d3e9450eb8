package sallyport.sandbox.aws.world;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** A log stream. Keeps its last {@value #CAPACITY} events; older ones are forgotten. Thread-safe. */
public final class LogStream {
    public static final int CAPACITY = 50_000;

    private final String name;
    private final Instant createdAt;
    private final ConcurrentSkipListMap<BigInteger, LogEvent> events = new ConcurrentSkipListMap<>();

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
        events.put(event.id(), event);
        if (events.size() > CAPACITY) {
            events.pollFirstEntry();
        }
    }

    /** The events that have been ingested by this time, by id. */
    public List<LogEvent> visible(Instant now) {
        return events.values().stream()
                .filter(event -> !event.ingestedAt().isAfter(now))
                .toList();
    }
}

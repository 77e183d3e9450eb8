package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** A log group and its streams, by name. Thread-safe. */
public final class LogGroup {
    private final String name;
    private final Instant createdAt;
    private final ConcurrentSkipListMap<String, LogStream> streams = new ConcurrentSkipListMap<>();
    private final AtomicLong serial = new AtomicLong();

    LogGroup(String name, Instant createdAt) {
        this.name = name;
        this.createdAt = createdAt;
    }

    public String name() {
        return name;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public List<LogStream> streams() {
        return List.copyOf(streams.values());
    }

    public Optional<LogStream> stream(String streamName) {
        return Optional.ofNullable(streams.get(streamName));
    }

    /** Writes a line that becomes visible when it is ingested; makes the stream if it is the first. */
    public LogEvent write(String streamName, Instant timestamp, Instant ingestedAt, String message) {
        var id = LogEvent.id(timestamp, serial.incrementAndGet());
        var event = new LogEvent(id, streamName, timestamp, ingestedAt, message);
        streams.computeIfAbsent(streamName, made -> new LogStream(made, timestamp))
                .add(event);
        return event;
    }
}

package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A log group and its streams, by name. Thread-safe. */
public final class LogGroup {
    private final String name;
    private final LogClass logClass;
    private final Instant createdAt;
    private final ConcurrentSkipListMap<String, LogStream> streams = new ConcurrentSkipListMap<>();
    private final AtomicLong serial = new AtomicLong();
    private final CopyOnWriteArrayList<Consumer<LogEvent>> listeners = new CopyOnWriteArrayList<>();

    LogGroup(String name, LogClass logClass, Instant createdAt) {
        this.name = name;
        this.logClass = logClass;
        this.createdAt = createdAt;
    }

    public String name() {
        return name;
    }

    public LogClass logClass() {
        return logClass;
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

    /**
     * Writes a line that becomes visible when it is ingested; makes the stream if it is the first. The service knows
     * milliseconds only, so both times are cut to them.
     */
    public LogEvent write(String streamName, Instant time, Instant ingestion, String message) {
        var timestamp = time.truncatedTo(ChronoUnit.MILLIS);
        var id = LogEvent.id(timestamp, name, serial.incrementAndGet());
        var event = new LogEvent(id, streamName, timestamp, ingestion.truncatedTo(ChronoUnit.MILLIS), message);
        streams.computeIfAbsent(streamName, made -> new LogStream(made, timestamp))
                .add(event);
        listeners.forEach(listener -> listener.accept(event));
        return event;
    }

    /** Tells of every line from now on as it is written, before it is visible, until {@link #forget}. */
    public void listen(Consumer<LogEvent> listener) {
        listeners.add(listener);
    }

    public void forget(Consumer<LogEvent> listener) {
        listeners.remove(listener);
    }
}

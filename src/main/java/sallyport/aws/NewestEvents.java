package sallyport.aws;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/**
 * Merges events of several streams, in whatever order they come: in order of time, each once, and of too many the
 * newest. Holds no more than its limit. Not thread-safe.
 */
final class NewestEvents {
    private final int limit;
    private final TreeSet<LogEvent> events = new TreeSet<>();
    private boolean dropped;

    /** @param limit how many are kept at most, at least 1 */
    NewestEvents(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit is at least 1, not " + limit);
        }
        this.limit = limit;
    }

    void add(LogEvent event) {
        events.add(event);
        if (events.size() > limit) {
            events.pollFirst();
            dropped = true;
        }
    }

    void addAll(NewestEvents others) {
        others.events.forEach(this::add);
        dropped |= others.dropped;
    }

    /** An empty one with the same limit. */
    NewestEvents another() {
        return new NewestEvents(limit);
    }

    /** Whether there are as many as wanted from that moment on, so that none before it will be kept. */
    boolean fullSince(Instant moment) {
        return events.size() == limit && events.first().timestamp() >= moment.toEpochMilli();
    }

    /** Whether older events were left out. */
    boolean dropped() {
        return dropped;
    }

    List<LogEvent> inOrder() {
        return List.copyOf(events);
    }
}

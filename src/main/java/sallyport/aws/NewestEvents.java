package sallyport.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Merges events of several streams, in whatever order they come: in order of time, each once, and of too many the
 * newest. Holds no more than twice its limit. Not thread-safe.
 *
 * <p>Pages are mostly in order already, and sorting what is not takes less time than keeping a tree.
 */
final class NewestEvents {
    private final int limit;
    /** As they came since the last time they were put in order; one may be there twice. */
    private final ArrayList<LogEvent> events = new ArrayList<>();

    private boolean inOrder = true;
    private boolean dropped;

    /** @param limit how many are kept at most, at least 1 */
    NewestEvents(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit is at least 1, not " + limit);
        }
        this.limit = limit;
    }

    void add(LogEvent event) {
        if (events.size() >= 2L * limit) {
            putInOrder();
        }
        inOrder = inOrder
                && events.size() < limit
                && (events.isEmpty() || events.getLast().compareTo(event) < 0);
        events.add(event);
    }

    void addAll(NewestEvents others) {
        others.inOrder().forEach(this::add);
        dropped |= others.dropped;
    }

    int limit() {
        return limit;
    }

    /** How many there are; of those met twice, both may still be. */
    int size() {
        return events.size();
    }

    /** An empty one with the same limit. */
    NewestEvents another() {
        return new NewestEvents(limit);
    }

    /** Whether there are as many as wanted from that moment on, so that none before it will be kept. */
    boolean fullSince(Instant moment) {
        return fullSince().filter(oldest -> !oldest.isBefore(moment)).isPresent();
    }

    /** When the oldest was written, if there are as many as wanted, so that none before it will be kept. */
    Optional<Instant> fullSince() {
        putInOrder();
        return events.size() == limit
                ? Optional.of(Instant.ofEpochMilli(events.getFirst().timestamp()))
                : Optional.empty();
    }

    /** Whether older events were left out. */
    boolean dropped() {
        putInOrder();
        return dropped;
    }

    List<LogEvent> inOrder() {
        putInOrder();
        return List.copyOf(events);
    }

    private void putInOrder() {
        if (inOrder) {
            return;
        }
        events.sort(null);
        var distinct = new ArrayList<LogEvent>(events.size());
        for (var event : events) {
            if (distinct.isEmpty() || !distinct.getLast().equals(event)) {
                distinct.add(event);
            }
        }
        int older = Math.max(0, distinct.size() - limit);
        events.clear();
        events.addAll(distinct.subList(older, distinct.size()));
        dropped |= older > 0;
        inOrder = true;
    }
}

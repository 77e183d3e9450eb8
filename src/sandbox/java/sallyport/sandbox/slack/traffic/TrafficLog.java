package sallyport.sandbox.slack.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Every Web API call and every dispatch, oldest first. Thread-safe; the oldest entry goes when it is full. */
public final class TrafficLog {
    /** Entries kept. */
    static final int CAPACITY = 2_000;
    /** Characters of a request kept in its entry. */
    static final int MAX_DETAIL = 2_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<TrafficEntry> entries = new ArrayDeque<>();
    private final InstantSource clock;

    public TrafficLog(InstantSource clock) {
        this.clock = clock;
    }

    /** The moment to hand back to {@link #add} when the call is over. */
    public Instant now() {
        return clock.instant();
    }

    public void add(
            TrafficEntry.Direction direction, String name, Instant began, int status, String result, String detail) {
        var kept = detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL) + " (cut)";
        var entry = new TrafficEntry(began, direction, name, status, result, Duration.between(began, now()), kept);
        lock.lock();
        try {
            entries.addLast(entry);
            if (entries.size() > CAPACITY) {
                entries.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    public void reset() {
        lock.lock();
        try {
            entries.clear();
        } finally {
            lock.unlock();
        }
    }

    public List<TrafficEntry> entries() {
        lock.lock();
        try {
            return List.copyOf(entries);
        } finally {
            lock.unlock();
        }
    }
}

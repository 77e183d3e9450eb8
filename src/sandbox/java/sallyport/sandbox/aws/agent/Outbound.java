package sallyport.sandbox.aws.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import sallyport.sandbox.aws.wire.Frame;

/**
 * The agent's outgoing stream: numbers frames from 0, remembers them until they are acknowledged and sends the oldest
 * one again, unchanged, when its acknowledgement is overdue. Thread-safe.
 */
final class Outbound {
    /** Frames remembered; beyond that a frame is sent once and forgotten. */
    private static final int CAPACITY = 100_000;

    private record InFlight(Frame frame, Instant sentAt) {}

    private final AgentLink link;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition drained = lock.newCondition();
    private final TreeMap<Long, InFlight> unacknowledged = new TreeMap<>();
    private final RoundTrip roundTrip = new RoundTrip();
    private long next;

    Outbound(AgentLink link, InstantSource clock) {
        this.link = link;
        this.clock = clock;
    }

    void send(int payloadType, byte[] payload) {
        lock.lock();
        try {
            var now = clock.instant();
            var frame = new Frame(
                    Frame.OUTPUT, now, next, next == 0 ? Frame.SYN : 0, UUID.randomUUID(), payloadType, payload);
            if (unacknowledged.size() < CAPACITY) {
                unacknowledged.put(next, new InFlight(frame, now));
            }
            next++;
            link.send(frame);
        } finally {
            lock.unlock();
        }
    }

    /** An acknowledgement of a frame that is not, or no longer, outstanding is ignored. */
    void acknowledged(long sequenceNumber) {
        lock.lock();
        try {
            var acknowledged = unacknowledged.remove(sequenceNumber);
            if (acknowledged != null) {
                roundTrip.sample(Duration.between(acknowledged.sentAt(), clock.instant()));
            }
            if (unacknowledged.isEmpty()) {
                drained.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void resendOverdue() {
        lock.lock();
        try {
            var oldest = unacknowledged.firstEntry();
            var now = clock.instant();
            if (oldest != null && now.isAfter(oldest.getValue().sentAt().plus(roundTrip.timeout()))) {
                var frame = oldest.getValue().frame();
                unacknowledged.put(oldest.getKey(), new InFlight(frame, now));
                link.send(frame);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns when everything is acknowledged or the time is over, whichever comes first. */
    void awaitDrained(Duration longest) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = longest.toNanos();
            while (!unacknowledged.isEmpty() && nanos > 0) {
                nanos = drained.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}

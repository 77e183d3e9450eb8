package sallyport.slack;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does work for many keys at once and for one key one after the other. Asking again while work waits changes nothing:
 * the work reads the newest state itself. A lane's virtual thread ends when nothing more is asked. Safe for use by many
 * threads.
 */
final class Lanes<K> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    /** How long closing waits for what is being done: a call to Slack gives up after 5 s by itself. */
    private static final Duration GRACE = Duration.ofSeconds(6);

    private final Function<K, Optional<Duration>> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<K, Thread> working = new HashMap<>();
    private final Set<K> askedAgain = new HashSet<>();
    private boolean closed;

    /** @param work what to do; answers with a pause when it wants to be called again after it */
    Lanes(Function<K, Optional<Duration>> work) {
        this.work = work;
    }

    void ask(K key) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (working.containsKey(key)) {
                askedAgain.add(key);
            } else {
                working.put(key, Thread.ofVirtual().name("lane-" + key).start(() -> drive(key)));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes no more work, ends the pauses, and waits for what is being done; what does not end in {@code GRACE} is
     * interrupted.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            long left = GRACE.toNanos();
            while (!working.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            working.values().forEach(Thread::interrupt);
            lock.unlock();
        }
    }

    private void drive(K key) {
        try {
            do {
                var pause = work.apply(key);
                while (pause.isPresent() && goesOnAfter(pause.get())) {
                    pause = work.apply(key);
                }
            } while (!leave(key));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon(key);
        } catch (RuntimeException e) {
            LOG.error("lane.failed key={}", key, e);
            abandon(key);
        }
    }

    private boolean goesOnAfter(Duration pause) throws InterruptedException {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean leave(K key) {
        lock.lock();
        try {
            if (askedAgain.remove(key)) {
                return false;
            }
            working.remove(key);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** After a bug the next ask starts a new lane; what was asked meanwhile is part of it. */
    private void abandon(K key) {
        lock.lock();
        try {
            askedAgain.remove(key);
            working.remove(key);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

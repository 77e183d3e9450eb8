package sallyport.slack;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does work for many keys at once and for one key one after the other. Asking again while work waits changes nothing:
 * the work reads the newest state itself. A lane's virtual thread ends when nothing more is asked. Safe for use by many
 * threads.
 */
final class Lanes<K> {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final Function<K, Optional<Duration>> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<K, Thread> working = new HashMap<>();
    private final Set<K> askedAgain = new HashSet<>();

    /** @param work what to do; answers with a pause when it wants to be called again after it */
    Lanes(Function<K, Optional<Duration>> work) {
        this.work = work;
    }

    void ask(K key) {
        lock.lock();
        try {
            if (working.containsKey(key)) {
                askedAgain.add(key);
            } else {
                working.put(key, Thread.ofVirtual().name("lane-" + key).start(() -> drive(key)));
            }
        } finally {
            lock.unlock();
        }
    }

    private void drive(K key) {
        try {
            do {
                var pause = work.apply(key);
                while (pause.isPresent()) {
                    Thread.sleep(pause.get());
                    pause = work.apply(key);
                }
            } while (!leave(key));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("lane.failed key={}", key, e);
            abandon(key);
        }
    }

    private boolean leave(K key) {
        lock.lock();
        try {
            if (askedAgain.remove(key)) {
                return false;
            }
            working.remove(key);
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
        } finally {
            lock.unlock();
        }
    }
}

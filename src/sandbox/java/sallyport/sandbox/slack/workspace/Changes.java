package sallyport.sandbox.slack.workspace;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells open pages what to fetch again. A slow page misses no change: its pending topics are kept as a set.
 * Thread-safe.
 */
public final class Changes implements AutoCloseable {
    private final Set<Subscription> subscriptions = new CopyOnWriteArraySet<>();
    private volatile boolean closed;

    Changes() {}

    public Subscription subscribe() {
        var subscription = new Subscription();
        subscriptions.add(subscription);
        return subscription;
    }

    /** Ends every subscription, now and from now on; waiting readers return at once. */
    @Override
    public void close() {
        closed = true;
        everything();
    }

    void channel(String id) {
        publish("channel-" + id);
        publish("sidebar");
    }

    void views(String user) {
        publish("views-" + user);
    }

    void home(String user) {
        publish("home-" + user);
    }

    void everything() {
        publish("reload");
    }

    private void publish(String topic) {
        subscriptions.forEach(subscription -> subscription.add(topic));
    }

    /** One page's view of the changes. */
    public final class Subscription implements AutoCloseable {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition arrived = lock.newCondition();
        private final Set<String> pending = new LinkedHashSet<>();

        private Subscription() {}

        private void add(String topic) {
            lock.lock();
            try {
                pending.add(topic);
                arrived.signal();
            } finally {
                lock.unlock();
            }
        }

        public boolean isOpen() {
            return !closed;
        }

        /** Waits for a change; the empty set when none came in time. Meant for one reading thread. */
        public Set<String> take(Duration patience) throws InterruptedException {
            lock.lock();
            try {
                var left = patience.toNanos();
                while (pending.isEmpty() && left > 0) {
                    left = arrived.awaitNanos(left);
                }
                var taken = Set.copyOf(pending);
                pending.clear();
                return taken;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            subscriptions.remove(this);
        }
    }
}

package sallyport.run;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import sallyport.request.RequestId;

/** The requests that threads of this replica work on. Safe for use by many threads. */
final class InHand {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition emptied = lock.newCondition();
    private final Set<RequestId> requests = new HashSet<>();

    /** Whether nobody had it in hand. */
    boolean take(RequestId id) {
        lock.lock();
        try {
            return requests.add(id);
        } finally {
            lock.unlock();
        }
    }

    void put(RequestId id) {
        lock.lock();
        try {
            requests.remove(id);
            if (requests.isEmpty()) {
                emptied.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is in hand, and answers whether it came to that. */
    boolean awaitEmpty(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!requests.isEmpty() && left > 0) {
                left = emptied.awaitNanos(left);
            }
            return requests.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}

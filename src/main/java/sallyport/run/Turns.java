package sallyport.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import sallyport.request.RequestId;

/**
 * One session per container, the rest in the order they came: the exec agent holds two sessions and can wedge on the
 * fourth. Safe for use by many threads.
 */
final class Turns {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<String, Deque<RequestId>> queues = new HashMap<>();

    /**
     * Waits for the container to be free; the caller gives it back with {@link #done}.
     *
     * @throws InterruptedException and waits no more
     * @return whether others were there before
     */
    boolean await(String runtimeId, RequestId run) throws InterruptedException {
        lock.lock();
        try {
            var queue = queues.computeIfAbsent(runtimeId, _ -> new ArrayDeque<>());
            queue.addLast(run);
            boolean waited = !run.equals(queue.peekFirst());
            while (!run.equals(queue.peekFirst())) {
                moved.await();
            }
            return waited;
        } catch (InterruptedException e) {
            done(runtimeId, run);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    void done(String runtimeId, RequestId run) {
        lock.lock();
        try {
            var queue = queues.get(runtimeId);
            if (queue != null) {
                queue.remove(run);
                if (queue.isEmpty()) {
                    queues.remove(runtimeId);
                }
                moved.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}

package sallyport.aws;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * Revisions seen lately. A revision never changes once registered, so none goes stale. Safe for use by many threads.
 */
final class TaskDefinitions {
    /** Revisions kept, the least recently used going first; a few kilobytes each. */
    private static final int MAX_KEPT = 500;

    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, TaskDefinition> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TaskDefinition> eldest) {
            return size() > MAX_KEPT;
        }
    };

    /** Fetches outside the lock: two threads may fetch the same revision, none waits for another's network. */
    TaskDefinition get(String arn, Function<String, TaskDefinition> fetch) {
        lock.lock();
        try {
            var known = kept.get(arn);
            if (known != null) {
                return known;
            }
        } finally {
            lock.unlock();
        }
        var fetched = fetch.apply(arn);
        lock.lock();
        try {
            kept.put(arn, fetched);
        } finally {
            lock.unlock();
        }
        return fetched;
    }
}

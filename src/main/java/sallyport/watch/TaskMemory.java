package sallyport.watch;

import java.time.Duration;
import java.util.List;

/**
 * Stopped tasks beyond the hour or so that ECS knows them. What is remembered is a convenience: it may be lost, and
 * nothing is decided by it. Calls block. Safe for use by many threads.
 */
public interface TaskMemory extends AutoCloseable {
    /** How long a task is remembered after it stopped. */
    Duration KEPT = Duration.ofDays(30);

    /** Tasks remembered of one group; beyond it the oldest are forgotten. A crash loop stops thousands a day. */
    int MOST_OF_A_GROUP = 1_000;

    /**
     * Remembers the tasks; one that is known already is replaced.
     *
     * @return whether they are stored; if not, none or some of them are, and they may be given again
     */
    boolean keep(List<StoppedTask> tasks);

    /** The tasks of a group, newest first, or why they are not to be had. */
    Fact<List<TaskHistory>> of(TaskGroup group);

    @Override
    void close();
}

package sallyport.aws;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.watch.KnownFrom;
import sallyport.watch.StoppedTask;
import sallyport.watch.TaskGroup;
import sallyport.watch.TaskMemory;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Has the stopped tasks remembered among those that reads of ECS bring, off the reader's path. What it has no time for
 * it drops: the next look brings it again. Safe for use by many threads.
 */
final class TaskRecorder implements TaskWitness, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRecorder.class);

    /** Tasks that wait to be remembered; a task is a few kilobytes. */
    private static final int MOST_WAITING = 2_000;

    /** Tasks of one write. */
    private static final int BATCH = 100;

    /** Ids of tasks that are remembered already, so that each is written once. */
    private static final int MOST_KNOWN = 20_000;

    private final BlockingQueue<StoppedTask> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Set<String> known = Collections.synchronizedSet(Collections.newSetFromMap(new Bounded()));
    private final InstantSource clock;
    private final Thread thread;

    /** Forgets the oldest. */
    private static final class Bounded extends LinkedHashMap<String, Boolean> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_KNOWN;
        }
    }

    TaskRecorder(TaskMemory memory, InstantSource clock) {
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("task-recorder").start(() -> remember(memory));
    }

    @Override
    public void saw(AwsTarget target, List<Task> tasks) {
        tasks.stream()
                .filter(LogSources::isStopped)
                .filter(task -> known.add(task.taskArn()))
                .map(task -> stopped(target, task))
                .filter(task -> !waiting.offer(task))
                .forEach(dropped -> known.remove(dropped.history().task().arn()));
    }

    private StoppedTask stopped(AwsTarget target, Task task) {
        var alias = target.alias();
        return new StoppedTask(
                new TaskGroup(alias.account(), alias.region(), alias.cluster(), EcsStates.orEmpty(task.group())),
                EcsHistories.history(task, new KnownFrom.Look(clock.instant())));
    }

    private void remember(TaskMemory memory) {
        try {
            while (true) {
                var batch = new ArrayList<StoppedTask>();
                batch.add(waiting.take());
                waiting.drainTo(batch, BATCH - 1);
                if (!kept(memory, batch)) {
                    batch.forEach(task -> known.remove(task.history().task().arn()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean kept(TaskMemory memory, List<StoppedTask> batch) {
        try {
            return memory.keep(batch);
        } catch (RuntimeException e) {
            LOG.error("tasks.not-remembered", e);
            return false;
        }
    }

    /** What waits is not written any more. */
    @Override
    public void close() {
        thread.interrupt();
    }
}

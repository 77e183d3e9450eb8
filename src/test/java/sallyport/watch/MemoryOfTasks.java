package sallyport.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A memory of stopped tasks that ends with its object, and can be told not to answer. Safe for use by many threads. */
public final class MemoryOfTasks implements TaskMemory {
    private final List<StoppedTask> kept = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    public volatile boolean answers = true;

    @Override
    public boolean keep(List<StoppedTask> tasks) {
        if (answers) {
            tasks.forEach(task -> kept.removeIf(known -> id(known).equals(id(task))));
            kept.addAll(tasks);
        }
        if (!answers) {
            var _ = refusals.incrementAndGet();
        }
        return answers;
    }

    /** How often it would not keep what it was given. */
    public int refusals() {
        return refusals.get();
    }

    private static String id(StoppedTask task) {
        return task.history().task().arn();
    }

    @Override
    public Fact<List<TaskHistory>> of(TaskGroup group) {
        if (!answers) {
            return new Fact.Missing<>("The memory does not answer.");
        }
        var found = new ArrayList<TaskHistory>();
        kept.stream()
                .filter(task -> task.group().equals(group))
                .map(StoppedTask::history)
                .sorted(Comparator.comparing(history -> history.endedAt().orElseThrow(), Comparator.reverseOrder()))
                .forEach(found::add);
        return new Fact.Known<>(found);
    }

    @Override
    public void close() {}
}

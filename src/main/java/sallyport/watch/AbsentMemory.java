package sallyport.watch;

import java.util.List;

/** Stands for a memory that cannot be opened, and says so. */
public final class AbsentMemory implements TaskMemory {
    private final String why;

    /** @param why a sentence */
    public AbsentMemory(String why) {
        this.why = why;
    }

    @Override
    public boolean keep(List<StoppedTask> tasks) {
        return false;
    }

    @Override
    public Fact<List<TaskHistory>> of(TaskGroup group) {
        return new Fact.Missing<>(why);
    }

    @Override
    public void close() {}
}

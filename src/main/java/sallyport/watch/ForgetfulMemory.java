package sallyport.watch;

import java.util.List;

/** Remembers nothing: for who looks once and goes. */
public final class ForgetfulMemory implements TaskMemory {
    @Override
    public boolean keep(List<StoppedTask> tasks) {
        return true;
    }

    @Override
    public Fact<List<TaskHistory>> of(TaskGroup group) {
        return new Fact.Known<>(List.of());
    }

    @Override
    public void close() {}
}

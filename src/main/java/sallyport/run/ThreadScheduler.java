package sallyport.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real time, virtual threads. */
public final class ThreadScheduler implements Scheduler, AutoCloseable {
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor timer;

    public ThreadScheduler(InstantSource clock) {
        this.clock = clock;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void start(String name, Runnable work) {
        var _ = Thread.ofVirtual().name(name).start(work);
    }

    /** After {@link #close} nothing is begun any more. */
    @Override
    public Alarm after(Duration wait, Runnable work) {
        if (timer.isShutdown()) {
            return () -> {};
        }
        var begun = timer.schedule(() -> start("timer", work), wait.toNanos(), TimeUnit.NANOSECONDS);
        return () -> begun.cancel(false);
    }

    @Override
    public void sleep(Duration wait) throws InterruptedException {
        Thread.sleep(wait);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

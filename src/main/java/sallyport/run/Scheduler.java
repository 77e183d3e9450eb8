package sallyport.run;

import java.time.Duration;
import java.time.InstantSource;

/**
 * The clocks, timers and threads of runs. All waiting of this package that depends on time goes through it, so that a
 * simulation can put its own time in place of ours. Safe for use by many threads.
 */
public interface Scheduler extends InstantSource {
    /** Nanoseconds of a clock that only moves forward and that nobody sets; its zero means nothing. */
    long nanoTime();

    /** Does the work on a thread of its own, which may block. */
    void start(String name, Runnable work);

    /** Does the work after a wait, on a thread of its own, which may block. */
    Alarm after(Duration wait, Runnable work);

    /** Lets the calling thread, one of {@link #start} or {@link #after}, wait. */
    void sleep(Duration wait) throws InterruptedException;

    /** Work that is yet to be done. */
    @FunctionalInterface
    interface Alarm {
        /** Has it not be done, unless it has begun. */
        void cancel();
    }
}

package sallyport;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The process being told to stop, by SIGTERM or Ctrl-C. The main thread waits for it, tidies up, and closes this; only
 * then does the process end. The hook waits for that close and not for the main thread's end, because a thread that
 * calls {@code System.exit} during shutdown never ends.
 */
public final class StopSignal implements AutoCloseable {
    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch tidied = new CountDownLatch(1);

    private StopSignal() {}

    /** Listens from now on. Open it first and so close it last. */
    public static StopSignal install() {
        var signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop"));
        return signal;
    }

    private void stop() {
        told.countDown();
        await(tidied);
    }

    /** Tells it from inside the process. */
    public void tell() {
        told.countDown();
    }

    /** Returns when the process is told to stop. */
    public void await() {
        await(told);
    }

    /** @return whether the process was told to stop; if not, the time is over */
    boolean await(Duration atMost) {
        try {
            return told.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything is tidied up; the process may end. */
    @Override
    public void close() {
        tidied.countDown();
    }
}

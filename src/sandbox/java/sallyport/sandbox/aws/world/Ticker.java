package sallyport.sandbox.aws.world;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Time passing: does something again and again on a thread of its own until closed. A tick that fails is logged. */
public final class Ticker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Duration period;
    private final Runnable tick;

    private Ticker(Duration period, Runnable tick) {
        this.period = period;
        this.tick = tick;
    }

    public static Ticker start(String name, Duration period, Runnable tick) {
        var ticker = new Ticker(period, tick);
        Thread.ofPlatform().daemon().name(name).start(ticker::run);
        return ticker;
    }

    private void run() {
        try {
            while (!closed.await(period.toNanos(), TimeUnit.NANOSECONDS)) {
                once();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void once() {
        try {
            tick.run();
        } catch (RuntimeException e) {
            LOG.error(
                    "sandbox.aws.tick_failed thread={}", Thread.currentThread().getName(), e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

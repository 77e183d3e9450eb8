package sallyport.output;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How often messages may be edited: a token bucket shared by all runs of a workspace. Slack allows an app 50 or more
 * {@code chat.update} calls a minute in a workspace (Tier 3), all channels together, and tolerates short bursts. Safe
 * for use by many threads.
 */
public final class Pace {
    /** Edits per minute, for all runs together; Slack's Tier 3. */
    public static final int EDITS_PER_MINUTE = 50;

    /** Edits that may follow each other at once; our guess at what Slack tolerates. */
    public static final int BURST = 5;

    /** Tokens that only urgent edits may take, so that an end is not kept waiting by output. */
    private static final int RESERVE = 1;

    private static final long NANOS_PER_TOKEN = Duration.ofMinutes(1).toNanos() / EDITS_PER_MINUTE;

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private double tokens = BURST;
    private long refilledAt;

    /**
     * Starts with a full bucket.
     *
     * @param nanoTime a clock that only moves forward, in nanoseconds
     */
    public Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.refilledAt = nanoTime.getAsLong();
    }

    /**
     * Takes a token if there is one.
     *
     * @param urgent whether the reserve may be used
     * @return zero if the token was taken, otherwise how long to wait before asking again
     */
    public Duration take(boolean urgent) {
        lock.lock();
        try {
            refill();
            double spare = urgent ? tokens : tokens - RESERVE;
            if (spare >= 1) {
                tokens--;
                return Duration.ZERO;
            }
            return Duration.ofNanos((long) Math.ceil((1 - spare) * NANOS_PER_TOKEN));
        } finally {
            lock.unlock();
        }
    }

    private void refill() {
        long now = nanoTime.getAsLong();
        tokens = Math.min(BURST, tokens + (double) (now - refilledAt) / NANOS_PER_TOKEN);
        refilledAt = now;
    }
}

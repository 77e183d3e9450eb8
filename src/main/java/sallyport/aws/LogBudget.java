package sallyport.aws;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * How often CloudWatch Logs is asked in one account and Region: a token bucket that all readers share, and a pause for
 * all of them when AWS slows one down. A call that was slowed down is made again, so that nothing is lost and nothing
 * is read twice. Safe for use by many threads.
 */
final class LogBudget {
    /**
     * Calls a second. The quotas of {@code FilterLogEvents} and {@code GetLogEvents} differ by Region, and others use
     * them too; the smallest are at 5 and 10.
     */
    static final int CALLS_PER_SECOND = 5;

    /** Calls that may follow each other at once. */
    static final int BURST = 5;

    /** The first pause after AWS said that it is too much; each further one is twice as long. */
    static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);

    static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    /** Attempts at a call that is not answered, or fails for an error of AWS's own. */
    static final int ATTEMPTS = 3;

    private static final long NANOS_PER_CALL = Duration.ofSeconds(1).toNanos() / CALLS_PER_SECOND;

    private final LongSupplier nanoTime;
    private final Pause pause;
    private final ReentrantLock lock = new ReentrantLock();
    private double tokens = BURST;
    private long refilledAt;
    private long openFrom;
    private Duration nextPause = SHORTEST_PAUSE;

    /** @param nanoTime a clock that only moves forward, in nanoseconds */
    LogBudget(LongSupplier nanoTime, Pause pause) {
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.refilledAt = nanoTime.getAsLong();
        this.openFrom = refilledAt;
    }

    /** Told when AWS slows a reader down. */
    @FunctionalInterface
    interface Slowed {
        void down();
    }

    /**
     * Makes the call, when it is its turn, until it is answered.
     *
     * @param patience how long after now a call that is slowed down is still repeated
     * @throws SdkException what the last attempt met, or {@link AbortedException} when the thread is interrupted
     */
    <T> T call(Duration patience, Slowed slowed, Supplier<T> call) {
        long until = nanoTime.getAsLong() + patience.toNanos();
        for (int failures = 0; ; ) {
            awaitTurn();
            try {
                T answer = call.get();
                recovered();
                return answer;
            } catch (SdkException e) {
                var kind = AwsErrors.explain("reading logs", e).kind();
                boolean tooMuch = kind == AwsFailure.Kind.THROTTLED && nanoTime.getAsLong() < until;
                if (!tooMuch && (!mayPass(kind) || ++failures >= ATTEMPTS)) {
                    throw e;
                }
                if (tooMuch) {
                    slowed.down();
                }
                slowDown();
            }
        }
    }

    private static boolean mayPass(AwsFailure.Kind kind) {
        return switch (kind) {
            case UNREACHABLE, NO_ANSWER, FAULT -> true;
            case THROTTLED, DENIED, CREDENTIALS, CLOCK, NOT_FOUND, REJECTED -> false;
        };
    }

    private void awaitTurn() {
        try {
            for (var wait = take(); wait.isPositive(); wait = take()) {
                pause.of(wait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("Reading logs was interrupted.", e);
        }
    }

    /** Zero if the turn was taken, otherwise how long to wait before asking again. */
    private Duration take() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            tokens = Math.min(BURST, tokens + (double) (now - refilledAt) / NANOS_PER_CALL);
            refilledAt = now;
            if (now < openFrom) {
                return Duration.ofNanos(openFrom - now);
            }
            if (tokens >= 1) {
                tokens--;
                return Duration.ZERO;
            }
            return Duration.ofNanos((long) Math.ceil((1 - tokens) * NANOS_PER_CALL));
        } finally {
            lock.unlock();
        }
    }

    /** Several readers that were slowed down at once wait together, and not one after the other. */
    private void slowDown() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if (now >= openFrom) {
                openFrom = now + nextPause.toNanos();
                var longer = nextPause.multipliedBy(2);
                nextPause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            }
        } finally {
            lock.unlock();
        }
    }

    private void recovered() {
        lock.lock();
        try {
            nextPause = SHORTEST_PAUSE;
        } finally {
            lock.unlock();
        }
    }
}

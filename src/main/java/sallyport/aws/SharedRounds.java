package sallyport.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Lets everybody who follows the same streams share one reading of them. Safe for use by many threads, which wait for
 * each other when they want the same.
 */
final class SharedRounds {
    /** How old a round may be that somebody else gets; as long as a follower pauses at least. */
    static final Duration FRESH = Duration.ofSeconds(2);

    /** Rounds begin at multiples of this, so that followers who saw different lines last ask for the same. */
    private static final long STEP_MILLIS = 10_000;

    private final LongSupplier nanoTime;
    private final Map<Key, Shared> rounds = new ConcurrentHashMap<>();

    private record Key(String account, List<LogStream> streams, Optional<String> pattern, long from) {}

    /** A round and when it was begun; guarded by its lock. */
    private static final class Shared {
        private final ReentrantLock lock = new ReentrantLock();
        private Optional<LogRound> round = Optional.empty();
        private long begunAt;
    }

    SharedRounds(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Reads the streams, or takes what somebody else has just read.
     *
     * @param after the reader's last round ended then; what was begun before tells it nothing
     * @param from when the round has to begin; it may begin earlier
     */
    LogRound read(
            AwsTarget target,
            LogCalls calls,
            List<LogStream> streams,
            Optional<String> pattern,
            Instant from,
            long after) {
        long step = Math.floorDiv(from.toEpochMilli(), STEP_MILLIS) * STEP_MILLIS;
        forgetOld();
        var shared =
                rounds.computeIfAbsent(new Key(target.alias().account(), streams, pattern, step), _ -> new Shared());
        acquire(shared.lock);
        try {
            long now = nanoTime.getAsLong();
            var known = shared.round.filter(_ -> shared.begunAt - after > 0 && now - shared.begunAt < FRESH.toNanos());
            if (known.isPresent()) {
                return known.get();
            }
            var round = LogRound.read(calls, streams, pattern, Instant.ofEpochMilli(step));
            shared.begunAt = now;
            shared.round = Optional.of(round);
            return round;
        } finally {
            shared.lock.unlock();
        }
    }

    private static void acquire(ReentrantLock lock) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("Reading logs was interrupted.", e);
        }
    }

    private void forgetOld() {
        long now = nanoTime.getAsLong();
        rounds.values().removeIf(shared -> {
            if (!shared.lock.tryLock()) {
                return false;
            }
            try {
                return shared.round.isPresent() && now - shared.begunAt > FRESH.toNanos();
            } finally {
                shared.lock.unlock();
            }
        });
    }
}

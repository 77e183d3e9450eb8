package sallyport;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerUnavailable;
import sallyport.http.ReadinessCheck;

/** Whether the ledger answers; asked of it at most once in {@link #FRESH}. Safe for use by many threads. */
final class LedgerCheck implements ReadinessCheck {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Instant askedAt = Instant.EPOCH;
    private Optional<String> missing = Optional.empty();

    LedgerCheck(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public Optional<String> missing() {
        lock.lock();
        try {
            if (clock.instant().isAfter(askedAt.plus(FRESH))) {
                missing = ask();
                askedAt = clock.instant();
            }
            return missing;
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> ask() {
        try {
            ledger.latest(1);
            return Optional.empty();
        } catch (LedgerUnavailable e) {
            return Optional.of(e.explanation());
        }
    }
}

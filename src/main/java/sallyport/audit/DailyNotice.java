package sallyport.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the newest checkpoint to a {@link Notary} once a day, from one replica. Whoever remembers it can show later
 * that nothing before it was rewritten, even by somebody who has the key. A restart may tell it once more.
 */
public final class DailyNotice implements AutoCloseable {
    static final Duration DAY = Duration.ofDays(1);

    /** How often it is looked whether a day has passed; also the pause after the notary did not take it. */
    static final Duration LOOK = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(DailyNotice.class);
    private static final String LEASE = "daily-notice";

    private final Ledger ledger;
    private final Notary notary;
    private final String holder;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("daily-notice").factory());
    private Instant dueAt = Instant.MIN;

    /** @param holder names this process among the replicas */
    public DailyNotice(Ledger ledger, Notary notary, String holder, InstantSource clock) {
        this.ledger = ledger;
        this.notary = notary;
        this.holder = holder;
        this.clock = clock;
    }

    public void start() {
        var _ = timer.scheduleWithFixedDelay(this::look, 1, LOOK.toMinutes(), TimeUnit.MINUTES);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Tells it if a day has passed and no other replica has told it; on the timer's thread only. */
    void look() {
        try {
            var now = clock.instant();
            if (now.isBefore(dueAt) || !ledger.lease(LEASE, holder, now, DAY)) {
                return;
            }
            if (ledger.lastCheckpoint().filter(notary::tell).isPresent()) {
                dueAt = now.plus(DAY);
            } else {
                ledger.release(LEASE, holder);
            }
        } catch (LedgerUnavailable e) {
            LOG.warn("audit.notice-failed: {}", e.explanation());
        } catch (RuntimeException e) {
            // A timer drops a task that throws.
            LOG.error("audit.notice-failed", e);
        }
    }
}

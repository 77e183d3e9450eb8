package sallyport.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs where the chains end, every {@link #PERIOD}. After {@link #SILENCE} without an event it signs that there was
 * none, so that a gap between checkpoints means that nobody was sealing. One replica does it at a time; that two do is
 * harmless, because a number is stored once. Safe for use by many threads.
 */
public final class Sealer implements AutoCloseable {
    static final Duration PERIOD = Duration.ofSeconds(60);
    static final Duration SILENCE = Duration.ofHours(1);

    /** Chains in one checkpoint; with the checkpoint itself that fits DynamoDB's 100 writes in a transaction. */
    static final int MAX_HEADS = 90;

    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
    private static final String LEASE = "sealer";

    private final Ledger ledger;
    private final Signer signer;
    private final String holder;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sealer").factory());

    /** @param holder names this process among the replicas */
    public Sealer(Ledger ledger, Signer signer, String holder, InstantSource clock) {
        this.ledger = ledger;
        this.signer = signer;
        this.holder = holder;
        this.clock = clock;
    }

    public void start() {
        var _ = timer.scheduleWithFixedDelay(this::sealInTurn, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Seals if no other replica has the turn. */
    void sealInTurn() {
        try {
            if (!ledger.lease(LEASE, holder, clock.instant(), PERIOD.multipliedBy(2))) {
                return;
            }
            switch (seal()) {
                case Sealing.Sealed sealed -> LOG.debug("audit.sealed checkpoints={}", sealed.checkpoints());
                case Sealing.Overtaken _ -> LOG.debug("audit.seal-overtaken");
                case Sealing.Failed failed -> LOG.warn("audit.seal-failed: {}", failed.cause());
            }
        } catch (LedgerUnavailable e) {
            LOG.warn("audit.seal-failed: {}", e.explanation());
        } catch (RuntimeException e) {
            // A timer drops a task that throws, and then nothing would ever be sealed again.
            LOG.error("audit.seal-failed", e);
        }
    }

    /** Seals everything now, whoever has the turn. */
    public Sealing seal() {
        try {
            int stored = 0;
            List<Sealable> heads;
            do {
                var last = ledger.lastCheckpoint();
                heads = ledger.unsealed(MAX_HEADS);
                if (heads.isEmpty() && !isSilent(last)) {
                    break;
                }
                var problem = seal(last, heads);
                if (problem.isPresent()) {
                    return problem.get();
                }
                stored++;
            } while (heads.size() == MAX_HEADS);
            return new Sealing.Sealed(stored);
        } catch (LedgerUnavailable e) {
            return new Sealing.Failed(e.explanation());
        }
    }

    private Optional<Sealing> seal(Optional<Checkpoint> last, List<Sealable> heads) {
        var statement = Statement.after(last, clock.instant(), heads, signer);
        var canonical = statement.canonical();
        return switch (signer.sign(canonical)) {
            case Signing.Signed signed -> {
                var hash = Chain.hash(canonical);
                var checkpoint = new Checkpoint(statement.number(), canonical, hash, signed.signature());
                yield ledger.seal(checkpoint, heads) ? Optional.empty() : Optional.of(new Sealing.Overtaken());
            }
            case Signing.Unavailable unavailable -> Optional.of(new Sealing.Failed(unavailable.cause()));
        };
    }

    /** Whether it is time to say that nothing happened. */
    private boolean isSilent(Optional<Checkpoint> last) {
        var since =
                last.map(checkpoint -> Statement.read(checkpoint.canonical()).at());
        return !since.orElse(Instant.MIN).isAfter(clock.instant().minus(SILENCE));
    }
}

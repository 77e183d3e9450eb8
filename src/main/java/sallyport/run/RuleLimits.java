package sallyport.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerUnavailable;
import sallyport.request.Concurrency;
import sallyport.request.Phase;
import sallyport.request.Request;

/**
 * Lets no more runs of a rule run at once on a target than the rule says. Whoever claims looks at what runs, and holds
 * a lease of the rule meanwhile so that nobody else looks and claims in between; a run counts until its end is stored,
 * whoever runs it. The lease is used for half of its term only, by the clock that nobody sets, so a replica that stands
 * still claims nothing when it goes on. Safe for use by many threads.
 */
final class RuleLimits {
    private static final Logger LOG = LoggerFactory.getLogger(RuleLimits.class);
    private static final Duration TERM = Duration.ofSeconds(30);

    /** Until when after taking the lease a claim may be sent: its start window and two clocks' errors fit behind it. */
    private static final Duration LATEST_CLAIM = Duration.ofSeconds(15);

    /** A claim, and what it won. */
    interface Claim {
        Optional<StartRight> take() throws InterruptedException;
    }

    private final Ledger ledger;
    private final Scheduler scheduler;
    private final String replica;

    RuleLimits(Ledger ledger, Scheduler scheduler, String replica) {
        this.ledger = ledger;
        this.scheduler = scheduler;
        this.replica = replica;
    }

    /**
     * Claims if its rules let one more run; otherwise, or while another request is looked at, the next sweep asks
     * again.
     */
    Optional<StartRight> within(Request request, Claim claim) throws InterruptedException {
        if (request.conditions().concurrency().isEmpty()) {
            return claim.take();
        }
        Deque<String> held = new ArrayDeque<>();
        try {
            long since = scheduler.nanoTime();
            boolean inTime =
                    take(request, held) && !isFull(request) && scheduler.nanoTime() - since <= LATEST_CLAIM.toNanos();
            return inTime ? claim.take() : Optional.empty();
        } finally {
            held.forEach(lease -> release(lease, request));
        }
    }

    /** All of the rules in their order, so that no two requests wait for each other. */
    private boolean take(Request request, Deque<String> held) {
        for (var limit : request.conditions().concurrency()) {
            var lease = "rule/" + limit.rule() + "/" + request.selector().alias();
            if (!ledger.lease(lease, holder(request), scheduler.instant(), TERM)) {
                return false;
            }
            held.push(lease);
        }
        return true;
    }

    private String holder(Request request) {
        return replica + "/" + request.id();
    }

    private boolean isFull(Request request) {
        var running = ledger.unfinished();
        return request.conditions().concurrency().stream()
                .anyMatch(limit -> running.stream()
                                .filter(other -> counts(other, request, limit))
                                .count()
                        >= limit.most());
    }

    private static boolean counts(LedgerEntry other, Request request, Concurrency limit) {
        return occupies(other.phase())
                && !other.request().id().equals(request.id())
                && other.request().selector().alias().equals(request.selector().alias())
                && Arrays.asList(other.request().rule().split(", ")).contains(limit.rule());
    }

    private static boolean occupies(Phase phase) {
        return switch (phase) {
            case Phase.Starting _, Phase.Running _ -> true;
            case Phase.Received _, Phase.Pending _, Phase.Approved _, Phase.Ended _ -> false;
        };
    }

    private void release(String lease, Request request) {
        try {
            ledger.release(lease, holder(request));
        } catch (LedgerUnavailable e) {
            LOG.atWarn()
                    .addKeyValue("request", request.id())
                    .log("run.limit-not-released, it ends by itself: {}", e.explanation());
        }
    }
}

package sallyport.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerUnavailable;
import sallyport.request.RequestId;

/**
 * One session per container, in the order of this replica's requests, and one replica at a time by a lease of the
 * ledger. The lease is a courtesy to the exec agent, which holds two sessions and can wedge on the fourth; nothing
 * unsafe follows if two replicas hold it for a moment.
 */
final class ContainerTurns {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerTurns.class);

    /** What waiting came to. */
    enum Turn {
        /** The container was free. */
        AT_ONCE,
        /** Others were there before. */
        AFTER_OTHERS,
        /** Another replica has a session in it; the next sweep asks again. */
        ELSEWHERE
    }

    private final Turns turns = new Turns();
    private final Ledger ledger;
    private final Scheduler scheduler;
    private final Windows windows;
    private final String replica;

    ContainerTurns(Ledger ledger, Scheduler scheduler, Windows windows, String replica) {
        this.ledger = ledger;
        this.scheduler = scheduler;
        this.windows = windows;
        this.replica = replica;
    }

    /**
     * Waits for the container to be free; the caller gives it back with {@link #done}, whatever the answer.
     *
     * @throws LedgerUnavailable when nobody can say whether it is; then there is nothing to give back
     */
    Turn await(String runtimeId, RequestId run) throws InterruptedException {
        boolean waited = turns.await(runtimeId, run);
        if (!leasedInTurn(runtimeId, run)) {
            return Turn.ELSEWHERE;
        }
        return waited ? Turn.AFTER_OTHERS : Turn.AT_ONCE;
    }

    private boolean leasedInTurn(String runtimeId, RequestId run) {
        try {
            return lease(runtimeId);
        } catch (RuntimeException e) {
            turns.done(runtimeId, run);
            throw e;
        }
    }

    /** Keeps the other replicas waiting for as long as the run lasts. */
    void renew(String runtimeId) {
        try {
            var _ = lease(runtimeId);
        } catch (LedgerUnavailable e) {
            LOG.warn("run.lease-not-renewed: {}", e.explanation());
        }
    }

    private boolean lease(String runtimeId) {
        return ledger.lease(name(runtimeId), replica, scheduler.instant(), windows.silence());
    }

    void done(String runtimeId, RequestId run) {
        try {
            ledger.release(name(runtimeId), replica);
        } catch (LedgerUnavailable e) {
            LOG.warn("run.lease-not-released, it ends by itself: {}", e.explanation());
        } finally {
            turns.done(runtimeId, run);
        }
    }

    private static String name(String runtimeId) {
        return "container/" + runtimeId;
    }
}

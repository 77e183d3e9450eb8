package sallyport.slack;

import java.time.Duration;
import java.time.InstantSource;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerUnavailable;
import sallyport.request.RequestId;

/**
 * Which replica keeps a request's card and tells its end: they take turns, so that two of them do not both post.
 * Methods ask the ledger. Safe for use by many threads; all of one replica have its turn together.
 */
public final class CardTurns {
    /** Longer than the calls of one round mostly take; a replica that dies in its turn delays the others by this. */
    private static final Duration TURN = Duration.ofSeconds(10);

    private final Ledger ledger;
    private final String replica;
    private final InstantSource clock;

    /** @param replica names this process among the replicas */
    public CardTurns(Ledger ledger, String replica, InstantSource clock) {
        this.ledger = ledger;
        this.replica = replica;
        this.clock = clock;
    }

    /**
     * Takes or renews the turn.
     *
     * @return whether it is ours, until it is ended or its time is up
     * @throws LedgerUnavailable when nobody can tell
     */
    boolean take(RequestId id) {
        return ledger.lease(name(id), replica, clock.instant(), TURN);
    }

    /** @throws LedgerUnavailable when it goes on until its time is up */
    void end(RequestId id) {
        ledger.release(name(id), replica);
    }

    private static String name(RequestId id) {
        return "card/" + id;
    }
}

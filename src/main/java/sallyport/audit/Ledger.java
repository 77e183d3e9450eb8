package sallyport.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sallyport.request.Freeze;
import sallyport.request.MessageRef;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;

/**
 * What Sallyport remembers. A phase and its audit event are one write: both are durable or neither is, so there is no
 * state without its evidence. Safe for use by many threads.
 *
 * <p>{@link #create} and {@link #apply} say in their answer that the store did not answer; everything else throws
 * {@link LedgerUnavailable}.
 */
public interface Ledger extends AutoCloseable {
    /**
     * Stores a new request.
     *
     * @param mark names what asked for it, such as a Slack trigger id; a mark makes one request only, ever
     */
    Applied create(Request request, Phase phase, AuditEvent event, String mark);

    /**
     * Stores a transition if the entry is still the one it was decided on. A move to {@link Phase.Starting} from
     * {@link Phase.Approved}, the claim, is written only while starts are not frozen; who was first is told before
     * that.
     */
    Applied apply(LedgerEntry decidedOn, Phase to, AuditEvent event);

    /**
     * Shows that the holder of a run is alive. Not a change of state, so it leaves no event.
     *
     * @param bytes how much of the output is in the transcript
     * @return whether the token still holds the run
     */
    boolean beat(RequestId id, String token, long bytes);

    Optional<LedgerEntry> find(RequestId id);

    /** Requests that have not ended, or whose end their thread does not show yet; oldest first. */
    List<LedgerEntry> unfinished();

    /** The latest requests, newest first, at most {@code limit}. */
    List<LedgerEntry> latest(int limit);

    /** Remembers where the card stands. The first message keeps the place. */
    void cardPosted(RequestId id, MessageRef card);

    /** Remembers that the thread shows how the request ended. */
    void endShown(RequestId id);

    /** What is remembered of the installation as a whole. */
    Installation installation();

    /**
     * Adds an event to the installation's chain, and freezes or thaws with it.
     *
     * @return whether it was written: not if the chain has grown since {@code decidedOn}
     */
    boolean note(Installation decidedOn, Optional<Freeze> freeze, AuditEvent event);

    /**
     * A chain from a number on, in order: of a request id, or {@link Installation#CHAIN}. The first event of a chain is
     * number 0.
     */
    List<AuditEvent> events(String chain, long from);

    /** A whole chain, in order. */
    default List<AuditEvent> events(String chain) {
        return events(chain, 0);
    }

    /** The chain of a request, in order. */
    default List<AuditEvent> events(RequestId id) {
        return events(id.value());
    }

    /** Names of chains in their own order, after the given one, at most {@code limit}. Begin with "". */
    List<String> chains(String after, int limit);

    /**
     * Chains with events that no checkpoint covers, at most {@code limit}. After a crash during {@link #seal} there may
     * be some among them that one covers already; to cover them again does no harm.
     */
    List<Sealable> unsealed(int limit);

    /**
     * Stores a checkpoint if it is the next one.
     *
     * @param sealed the chains it covers, as far as it covers them
     * @return whether it was stored: not if its number is taken
     */
    boolean seal(Checkpoint checkpoint, List<Sealable> sealed);

    /** Checkpoints in order from a number on, at most {@code limit}. */
    List<Checkpoint> checkpoints(long from, int limit);

    Optional<Checkpoint> lastCheckpoint();

    /**
     * Takes or renews a lease: the right to do something that only wastes or doubles work when two do it, never
     * something that safety depends on.
     *
     * @param now by the clock of the caller; replicas' clocks may differ by seconds
     * @return whether the holder has it until {@code now} plus {@code term}
     */
    boolean lease(String name, String holder, Instant now, Duration term);

    /** Gives a lease back before its term; without effect if somebody else holds it. */
    void release(String name, String holder);

    @Override
    void close();
}

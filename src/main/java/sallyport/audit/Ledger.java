package sallyport.audit;

import java.util.List;
import java.util.Optional;
import sallyport.request.MessageRef;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;

/**
 * What Sallyport remembers. A phase and its audit event are one write: both are durable or neither is, so there is no
 * state without its evidence. Safe for use by many threads.
 *
 * <p>Reads throw {@link LedgerUnavailable} when the store does not answer; writes say so in their answer.
 */
public interface Ledger extends AutoCloseable {
    /**
     * Stores a new request.
     *
     * @param mark names what asked for it, such as a Slack trigger id; a mark makes one request only, ever
     */
    Applied create(Request request, Phase phase, AuditEvent event, String mark);

    /** Stores a transition if the entry is still the one it was decided on. */
    Applied apply(LedgerEntry decidedOn, Phase to, AuditEvent event);

    Optional<LedgerEntry> find(RequestId id);

    /** Requests that have not ended, or whose end their thread does not show yet; oldest first. */
    List<LedgerEntry> unfinished();

    /** The latest requests, newest first, at most {@code limit}. */
    List<LedgerEntry> latest(int limit);

    /** Remembers where the card stands. The first message keeps the place. */
    void cardPosted(RequestId id, MessageRef card);

    /** Remembers that the thread shows how the request ended. */
    void endShown(RequestId id);

    /** The chain of a run, in order. */
    List<AuditEvent> events(RequestId id);

    @Override
    void close();
}

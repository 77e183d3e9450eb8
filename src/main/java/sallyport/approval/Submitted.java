package sallyport.approval;

import java.util.List;
import java.util.Optional;
import sallyport.audit.LedgerEntry;
import sallyport.policy.Decision;
import sallyport.request.RequestId;

/** What became of a submission. */
public sealed interface Submitted {
    /** It is stored; what happens to it shows on its card. */
    record Stored(LedgerEntry entry, Decision.Allowed decision) implements Submitted {}

    /** The policy says no; nothing was stored. */
    record NotAllowed(Decision.Denied decision) implements Submitted {}

    /** The policy says yes, given a reason; nothing was stored. */
    record ReasonMissing(Decision.Allowed decision) implements Submitted {}

    /**
     * The policy says yes, given a ticket; nothing was stored.
     *
     * @param given the ticket that has not the form that is wanted, if one was given
     */
    record TicketMissing(Decision.Allowed decision, Optional<String> given) implements Submitted {}

    /**
     * The policy says yes, but who has to look at broken glass has not done so in time; nothing was stored.
     *
     * @param overdue what has to be reviewed first
     */
    record ReviewOverdue(String group, List<RequestId> overdue) implements Submitted {
        public ReviewOverdue {
            overdue = List.copyOf(overdue);
        }
    }

    /** The policy says yes, to one task at a time; nothing was stored. */
    record OneTaskOnly(Decision.Allowed decision) implements Submitted {}

    /** No such target is configured; nothing was stored. */
    record NoSuchTarget(String alias, Optional<String> nearest) implements Submitted {}

    /** The same was received before. */
    record Repeated(RequestId earlier) implements Submitted {}

    /** It cannot be asked this way: a sentence that says why and what to try; nothing was stored. */
    record NotPossible(String explanation) implements Submitted {}

    /** The ledger did not answer; nothing is known to be stored. */
    record Unavailable(String cause) implements Submitted {}
}

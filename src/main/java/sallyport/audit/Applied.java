package sallyport.audit;

import sallyport.request.RequestId;

/** What became of a write to the ledger. */
public sealed interface Applied {
    /** Phase and event are both durable. */
    record Written(LedgerEntry now) implements Applied {}

    /** Somebody else was first; nothing was written. */
    record Conflict(LedgerEntry actual) implements Applied {}

    /** The same thing was asked before, and made this request; nothing was written. */
    record Duplicate(RequestId earlier) implements Applied {}

    /** All starts are frozen; nothing was written. */
    record Frozen(LedgerEntry actual) implements Applied {}

    /** The store did not answer: it was written, or was not, or still will be. The same write may be repeated. */
    record Unanswered(String cause) implements Applied {}
}

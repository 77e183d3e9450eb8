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

    /** The store did not answer; nothing is known to be written. */
    record Unavailable(String cause) implements Applied {}
}

package sallyport.audit;

import sallyport.request.RequestId;

/** What became of a new request. */
public sealed interface Filed {
    /** It is stored, durably. */
    record Stored(LedgerEntry entry) implements Filed {}

    /** The same slash command was received before and made this request. */
    record Repeated(RequestId earlier) implements Filed {}

    /** The store did not answer; nothing is known to be stored. */
    record Unavailable(String cause) implements Filed {}
}

package sallyport.approval;

import sallyport.audit.LedgerEntry;
import sallyport.request.Refusal;

/** What became of a review, or of asking to stop. */
public sealed interface Reviewed {
    /** It counts. */
    record Accepted(LedgerEntry now) implements Reviewed {}

    /** It changes nothing. */
    record Refused(LedgerEntry entry, Refusal why) implements Reviewed {}

    /**
     * The person may not take part.
     *
     * @param reason half a sentence that follows "because"
     */
    record Barred(String reason) implements Reviewed {}

    /** There is no such request. */
    record NotFound() implements Reviewed {}

    /** The ledger or the directory did not answer; trying again is harmless. */
    record Unavailable(String cause) implements Reviewed {}
}

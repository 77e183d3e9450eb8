package sallyport.audit;

import sallyport.request.Phase;
import sallyport.request.Refusal;
import sallyport.request.RequestId;

/** What became of an event. */
public sealed interface Recorded {
    /** The request moved, durably. */
    record Moved(Phase from, LedgerEntry now) implements Recorded {}

    /** The event changes nothing. */
    record Refused(LedgerEntry entry, Refusal why) implements Recorded {}

    /** There is no such request. */
    record NotFound(RequestId id) implements Recorded {}

    /** The store did not answer; whether it was written is not known, and asking again is harmless. */
    record Unavailable(String cause) implements Recorded {}
}

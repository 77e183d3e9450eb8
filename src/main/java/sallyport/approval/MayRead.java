package sallyport.approval;

import sallyport.request.Request;

/** Whether somebody may read what a run printed. */
public sealed interface MayRead {
    /** They may, once it is written down that they do. */
    record Yes(Request request) implements MayRead {}

    /** There is no such request, or the person cannot know that there is. */
    record NotSeen() implements MayRead {}

    /** They see the request, and what it printed is for its requester alone. */
    record Private() implements MayRead {}

    /** It has not ended, so what it printed is not all there. */
    record NotEnded() implements MayRead {}

    /**
     * The person may not take part.
     *
     * @param reason half a sentence that follows "because"
     */
    record Barred(String reason) implements MayRead {}

    /** The ledger or the directory did not answer; trying again is harmless. */
    record Unavailable(String cause) implements MayRead {}
}

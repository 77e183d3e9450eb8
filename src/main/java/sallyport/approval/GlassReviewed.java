package sallyport.approval;

import sallyport.audit.LedgerEntry;

/** What became of somebody's wish to review what broke the glass. */
public sealed interface GlassReviewed {
    /** The review is in the audit trail. */
    record Done(LedgerEntry entry) implements GlassReviewed {}

    /**
     * Nothing was noted.
     *
     * @param reason half a sentence that follows "because"
     */
    record Refused(String reason) implements GlassReviewed {}

    /** Whether it is noted is not known; doing it again is harmless. */
    record Unavailable(String cause) implements GlassReviewed {}
}

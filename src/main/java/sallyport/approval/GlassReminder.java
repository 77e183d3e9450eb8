package sallyport.approval;

/** Of what the reviewers of broken glass are reminded, each once, in this order. */
public enum GlassReminder {
    /** Half of the time for the review is over. */
    HALF_TIME("review-half-time"),
    /** The time is over, and the group's other glass stays whole until somebody has done it. */
    OVERDUE("review-overdue");

    private final String notice;

    GlassReminder(String notice) {
        this.notice = notice;
    }

    /** How the audit trail names it. */
    public String notice() {
        return notice;
    }
}

package sallyport.request;

/** Why an event changed nothing. The sentence people read is made where it is shown. */
public enum Refusal {
    /** It ended before. */
    ALREADY_ENDED,
    /** It does not wait for a review any more. */
    NOT_PENDING,
    /** It does not wait for a start, or somebody else has taken it. */
    NOT_APPROVED,
    /** It does not run. */
    NOT_RUNNING,
    /** The requester cannot review their own request. */
    SELF_REVIEW,
    /** The person is in none of the groups that may review it. */
    NOT_ELIGIBLE,
    /** The person's approval is already counted. */
    ALREADY_COUNTED,
    /** What the person saw is not what is stored. */
    CHANGED,
    /** Too late: it expired. */
    EXPIRED,
    /** All starts are frozen. */
    FROZEN,
    /** The right to start or end it belongs to somebody else. */
    WRONG_TOKEN,
    /** It may not go on for longer than it may now. */
    AT_BOUND,
    /** Nothing is due, or it was asked for before. */
    NOTHING_TO_DO
}

package sallyport.request;

/** Whether who agrees looks once more before it counts. From the easier to the stricter. */
public enum Confirmation {
    /** A press on the card's button counts at once: for reads, whose whole story the card tells. */
    NONE,
    /** The button opens a review with all that the approval binds to; its submit counts. */
    REVIEW
}

package sallyport.ssm;

/** What became of input given to {@link DataChannel#send}. */
public enum Accepted {
    /** It will be sent, after all input before it. */
    QUEUED,
    /** Nothing of it was taken: {@link DataChannel#MAX_PENDING_INPUT} bytes already wait to arrive. Try again later. */
    FULL,
    /** Nothing of it was taken: the channel has ended. */
    CLOSED
}

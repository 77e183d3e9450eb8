package sallyport.audit;

/**
 * Where an audit chain ends.
 *
 * @param sequence number of the last event
 * @param hash its hash
 */
public record ChainHead(long sequence, String hash) {
    /** What the first event names as its predecessor. */
    static final String NOTHING = "0".repeat(64);

    static ChainHead empty() {
        return new ChainHead(-1, NOTHING);
    }
}

package sallyport.audit;

/** What became of asking for a signature. */
public sealed interface Signing {
    /**
     * It is signed.
     *
     * @param signature in Base64
     */
    record Signed(String signature) implements Signing {}

    /** The key could not be used now; nothing was signed. */
    record Unavailable(String cause) implements Signing {}
}

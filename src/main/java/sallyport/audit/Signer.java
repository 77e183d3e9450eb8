package sallyport.audit;

/**
 * Signs checkpoints with a key that this process may use and the ledger does not hold. Safe for use by many threads.
 */
public interface Signer {
    /** What {@link VerificationKey#algorithm()} of the public key says. */
    String algorithm();

    /** What {@link VerificationKey#id()} of the public key says. */
    String keyId();

    /** Signs the text's UTF-8. */
    Signing sign(String text);
}

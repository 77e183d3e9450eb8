package sallyport.audit;

/** What became of sealing what no checkpoint covered. */
public sealed interface Sealing {
    /** Everything is covered; {@code checkpoints} were stored for it, perhaps none. */
    record Sealed(int checkpoints) implements Sealing {}

    /** Somebody else stored the next checkpoint meanwhile; what they left is sealed next time. */
    record Overtaken() implements Sealing {}

    /** The key or the ledger did not answer; what is unsealed stays so until next time. */
    record Failed(String cause) implements Sealing {}
}

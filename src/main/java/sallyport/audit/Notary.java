package sallyport.audit;

/** Where the newest checkpoint is told outside of what Sallyport's owner can rewrite. Safe for use by many threads. */
@FunctionalInterface
public interface Notary {
    /** Tells it; says whether it was taken. Blocks for seconds at most. */
    boolean tell(Checkpoint newest);
}

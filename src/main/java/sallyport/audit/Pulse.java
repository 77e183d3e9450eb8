package sallyport.audit;

/**
 * The sign of life of whoever holds a run. A holder whose pulse stands still is taken for dead.
 *
 * @param beats grows with every sign of life
 * @param bytes how much of the output was in the transcript at the last one
 */
public record Pulse(long beats, long bytes) {
    /** Of a request that nobody runs. */
    public static final Pulse NONE = new Pulse(0, 0);
}

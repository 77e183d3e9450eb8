package sallyport.parse;

/**
 * How many lines at most, and from which end of the range.
 *
 * @param lines from 1 to {@value #MAX_LINES}
 */
public record LogCut(End end, int lines) {
    public static final int DEFAULT_LINES = 100;

    /** Lines; what does not fit into a message becomes a file, and a longer file nobody reads on a phone. */
    public static final int MAX_LINES = 10_000;

    /** Which end is kept. */
    public enum End {
        /** The oldest lines, of one container of one task. */
        HEAD,
        /** The newest lines. */
        TAIL
    }
}

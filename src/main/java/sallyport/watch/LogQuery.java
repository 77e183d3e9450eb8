package sallyport.watch;

import java.time.Instant;

/**
 * Which lines.
 *
 * @param end which end of the range is kept
 * @param limit how many lines at most
 */
public record LogQuery(LogScope scope, Instant since, Instant until, LineFilter filter, End end, int limit) {
    /** Which lines are kept when there are more. */
    public enum End {
        /** The oldest ones, of one container of one task. */
        OLDEST,
        NEWEST
    }
}

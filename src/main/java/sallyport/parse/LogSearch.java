package sallyport.parse;

import java.util.Optional;

/**
 * Which lines, and what to mark in them.
 *
 * @param filter a CloudWatch Logs filter pattern
 * @param grep a pattern of RE2 that must be found in a line
 * @param exclude one that must not
 * @param highlight one whose finds are marked
 */
public record LogSearch(
        Optional<String> filter, Optional<String> grep, Optional<String> exclude, Optional<String> highlight) {
    /** Every line, unmarked. */
    public static final LogSearch EVERYTHING =
            new LogSearch(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}

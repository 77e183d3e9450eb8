package sallyport.watch;

import java.util.Optional;

/**
 * Which lines of a range are wanted.
 *
 * @param pattern a CloudWatch Logs filter pattern, which AWS judges
 * @param grep must be found in a line
 * @param exclude must not be found in a line
 */
public record LineFilter(Optional<String> pattern, Optional<LinePattern> grep, Optional<LinePattern> exclude) {
    public static final LineFilter EVERYTHING = new LineFilter(Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether lines have to be looked at here. */
    public boolean looksAtText() {
        return grep.isPresent() || exclude.isPresent();
    }

    /** @param text as people would read it, without escapes and redacted */
    public boolean admits(String text) {
        return grep.map(wanted -> wanted.isIn(text)).orElse(true)
                && exclude.map(unwanted -> !unwanted.isIn(text)).orElse(true);
    }
}

package sallyport.watch;

import sallyport.request.Selector;

/**
 * Whose lines.
 *
 * @param previous whether what ran before the present deployment is meant: stopped tasks, and those of earlier ones
 */
public record LogScope(Selector selector, boolean previous) {
    public static LogScope of(Selector selector) {
        return new LogScope(selector, false);
    }
}

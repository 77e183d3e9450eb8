package sallyport.output;

/**
 * The newest page of a run's output: the last lines that fit. Not thread-safe: guarded by its owner.
 *
 * <p>A line longer than a page is cut at its front, never inside a surrogate pair, and counts as skipped.
 */
public final class Pages {
    /**
     * Weight of one message's output, in characters as Slack counts them. Slack refuses messages whose blocks hold more
     * than about 12,000 characters, counting {@code & < >} as their entities, so this leaves room for the rest.
     */
    public static final int MAX_CHARACTERS = 9_000;

    private final StringBuilder text = new StringBuilder();
    private int weight;
    private long skippedLines;
    private boolean firstLineIsCut;

    public void append(String more) {
        text.append(more);
        weight += weight(more);
        while (weight > MAX_CHARACTERS) {
            dropFirstLine();
        }
    }

    /** The page as it stands. */
    public Page page(long totalBytes, boolean last) {
        return new Page(text.toString(), skippedLines, totalBytes, last);
    }

    private void dropFirstLine() {
        int end = text.indexOf("\n") + 1;
        boolean onlyLine = end == 0 || end == text.length();
        if (!firstLineIsCut) {
            skippedLines++;
        }
        firstLineIsCut = onlyLine;
        drop(onlyLine ? endOfCut() : end);
    }

    /** An eighth of the line at least, so that a stream without line ends is not cut character by character. */
    private int endOfCut() {
        int end = Math.max(1, text.length() / 8);
        return Character.isHighSurrogate(text.charAt(end - 1)) ? end + 1 : end;
    }

    private void drop(int end) {
        weight -= weight(text.substring(0, end));
        text.delete(0, end);
    }

    private static int weight(String text) {
        return text.chars().map(Pages::weight).sum();
    }

    private static int weight(int c) {
        return switch (c) {
            case '&' -> "&amp;".length();
            case '<' -> "&lt;".length();
            case '>' -> "&gt;".length();
            default -> 1;
        };
    }
}

package sallyport.watch;

import java.util.regex.Pattern;

/**
 * Tells the lines of a stack trace that belong to the line before: they are indented, or begin as the runtimes write
 * them. The last line of Python's traces is not indented, so it is told by what stands in front.
 */
final class Continuation {
    private static final Pattern TRACE = Pattern.compile("^(?:\\s+\\S|Caused by: |Suppressed: |\\.\\.\\. \\d+ more)");
    private static final String PYTHON = "Traceback (most recent call last):";
    private static final Pattern PYTHON_END =
            Pattern.compile("^[A-Za-z_][\\w.]*(?:Error|Exception|Exit|Interrupt)\\b.*");

    private Continuation() {}

    /**
     * Whether a line goes on with what its stream wrote before.
     *
     * @param before the lines that belong together so far
     */
    static boolean is(String line, String before) {
        return TRACE.matcher(line).find()
                || line.isEmpty()
                || (before.contains(PYTHON) && PYTHON_END.matcher(line).find() && lastLineIsIndented(before));
    }

    private static boolean lastLineIsIndented(String before) {
        int last = before.lastIndexOf('\n') + 1;
        return last > 0 && last < before.length() && Character.isWhitespace(before.charAt(last));
    }
}

package sallyport.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lines as people think of them: a stack trace is one, and what repeats is said once. Pure. */
public final class LogRecords {
    /** Characters of a record made of several lines; what goes on longer begins another one. */
    static final int MAX_CHARACTERS = 32_768;

    private LogRecords() {}

    /**
     * One line or several that belong together.
     *
     * @param times how often it was written in a row
     * @param last when it was written for the last time
     */
    public record LogRecord(LogLine line, int times, Instant last) {}

    /** Joins the lines of stack traces with the line of the same container before them, which keeps its place. */
    public static List<LogLine> joined(List<LogLine> lines) {
        var joined = new ArrayList<LogLine>();
        Map<LogLine.Source, Integer> open = new HashMap<>();
        for (var line : lines) {
            var source = line.source();
            var before = open.get(source);
            if (before != null && goesOn(line, joined.get(before))) {
                joined.set(
                        before, joined.get(before).withText(joined.get(before).text() + "\n" + line.text()));
            } else {
                open.put(source, joined.size());
                joined.add(line);
            }
        }
        return List.copyOf(joined);
    }

    private static boolean goesOn(LogLine line, LogLine before) {
        return before.text().length() + line.text().length() < MAX_CHARACTERS
                && Continuation.is(line.text(), before.text());
    }

    /** Says once what one container wrote several times in a row. */
    public static List<LogRecord> collapsed(List<LogLine> lines) {
        var collapsed = new ArrayList<LogRecord>();
        for (var line : lines) {
            if (!collapsed.isEmpty() && same(collapsed.getLast().line(), line)) {
                var repeated = collapsed.removeLast();
                collapsed.add(new LogRecord(repeated.line(), repeated.times() + 1, line.at()));
            } else {
                collapsed.add(new LogRecord(line, 1, line.at()));
            }
        }
        return List.copyOf(collapsed);
    }

    private static boolean same(LogLine one, LogLine other) {
        return one.text().equals(other.text())
                && one.taskId().equals(other.taskId())
                && one.container().equals(other.container());
    }
}

package sallyport.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherer;
import java.util.stream.Stream;

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
    public static List<LogLine> joined(Stream<LogLine> lines) {
        var joined = new ArrayList<LogLine>();
        Map<LogLine.Source, Integer> open = new HashMap<>();
        lines.forEachOrdered(line -> join(line, joined, open));
        return List.copyOf(joined);
    }

    /** @param open where the last line of each container is */
    private static void join(LogLine line, List<LogLine> joined, Map<LogLine.Source, Integer> open) {
        var source = line.source();
        var before = open.get(source);
        if (before != null && goesOn(line, joined.get(before))) {
            joined.set(before, joined.get(before).withText(joined.get(before).text() + "\n" + line.text()));
        } else {
            open.put(source, joined.size());
            joined.add(line);
        }
    }

    private static boolean goesOn(LogLine line, LogLine before) {
        return before.text().length() + line.text().length() < MAX_CHARACTERS
                && Continuation.is(line.text(), before.text());
    }

    /** Says once what one container wrote several times in a row. */
    public static Gatherer<LogLine, ?, LogRecord> collapsing() {
        return Gatherer.<LogLine, Run, LogRecord>ofSequential(Run::new, Run::add, Run::end);
    }

    /** The record that the next line may repeat. */
    private static final class Run {
        private Optional<LogRecord> last = Optional.empty();

        boolean add(LogLine line, Gatherer.Downstream<? super LogRecord> records) {
            var repeated = last.filter(record -> same(record.line(), line));
            if (repeated.isEmpty()) {
                last.ifPresent(records::push);
            }
            int times = repeated.map(LogRecord::times).orElse(0) + 1;
            last = Optional.of(new LogRecord(repeated.map(LogRecord::line).orElse(line), times, line.at()));
            return true;
        }

        void end(Gatherer.Downstream<? super LogRecord> records) {
            last.ifPresent(records::push);
        }
    }

    private static boolean same(LogLine one, LogLine other) {
        return one.text().equals(other.text())
                && one.taskId().equals(other.taskId())
                && one.container().equals(other.container());
    }
}

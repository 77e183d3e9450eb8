package sallyport.watch;

import java.util.List;

/** Log lines, or where they are instead. */
public sealed interface LogAnswer {
    /**
     * Lines of all tasks asked for, in order of time.
     *
     * @param more whether lines in the range were left out, beyond the end that was asked for
     * @param notes sentences a reader should know: a log driver that cannot be read, a slowed-down call
     */
    record Lines(List<LogLine> lines, boolean more, List<String> notes) implements LogAnswer {
        public Lines {
            lines = List.copyOf(lines);
            notes = List.copyOf(notes);
        }
    }

    /** They cannot be read from here: why, and what to try. */
    record NotReadable(String explanation) implements LogAnswer {}
}

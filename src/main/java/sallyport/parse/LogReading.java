package sallyport.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a log a command reads, in the words of {@code logs}.
 *
 * @param head whether the oldest lines are wanted and not the newest
 * @param lines how many at most; empty leaves it to {@code logs}
 */
record LogReading(
        Optional<String> since,
        Optional<String> until,
        Optional<String> grep,
        Optional<String> exclude,
        boolean head,
        Optional<Integer> lines,
        boolean follow,
        List<String> notes) {
    /** How far back is looked where a command does not say: files know no time. */
    static final String USUAL_SINCE = "1h";

    /** How far back where it reads what was put aside. */
    static final String ROTATED_SINCE = "1d";

    /** Lines for what would read all of a file. */
    static final int WHOLE = 1_000;

    /** What {@code tail} and {@code head} show without being told. */
    static final int USUAL_LINES = 10;

    static final LogReading EVERYTHING = new LogReading(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.of(WHOLE),
            false,
            List.of());

    LogReading {
        notes = List.copyOf(notes);
    }

    LogReading between(Optional<String> begin, Optional<String> end) {
        return new LogReading(begin.or(() -> since), end, grep, exclude, head, lines, follow, notes);
    }

    LogReading matching(Optional<String> wanted, Optional<String> unwanted) {
        return new LogReading(since, until, wanted, unwanted, head, Optional.empty(), follow, notes);
    }

    LogReading cut(int most, boolean oldest) {
        var kept = most == 0 ? Optional.<Integer>empty() : Optional.of(Math.min(most, LogCut.MAX_LINES));
        return new LogReading(since, until, grep, exclude, oldest, kept, follow, notes);
    }

    LogReading followed(boolean wanted) {
        return new LogReading(since, until, grep, exclude, head, lines, wanted, notes);
    }

    LogReading noting(String note) {
        var more = new ArrayList<>(notes);
        more.add(note);
        return new LogReading(since, until, grep, exclude, head, lines, follow, more);
    }
}

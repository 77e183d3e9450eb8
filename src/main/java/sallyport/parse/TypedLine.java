package sallyport.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the line as a whole, before anything is known about a command in it: words separated by blanks, quotes read as
 * a POSIX shell reads them (inside double quotes a backslash escapes only {@code " \ $} and the backtick), nothing
 * expanded, no comments. The words of the command itself are {@link Shlex}'s.
 */
final class TypedLine {
    private static final String ESCAPABLE_IN_QUOTES = "\"\\$`";

    sealed interface Split {
        record Words(List<Word> words) implements Split {}

        record Unclosed(char open, int column) implements Split {}
    }

    /**
     * One word of the line.
     *
     * @param start index of its first character in the line
     * @param end index behind its last
     * @param column where it was typed
     * @param value the word without its quotes
     * @param quoted whether one pair of quotes holds the whole word
     */
    record Word(int start, int end, int column, Typed value, boolean quoted) {
        String text() {
            return value.text();
        }

        /** Whether it is an option or the separator rather than a value. */
        boolean beginsWithDash() {
            return !quoted && text().startsWith("-");
        }
    }

    private final Typed line;
    private final List<Word> words = new ArrayList<>();
    private Typed.Builder value = new Typed.Builder();
    private int next;

    private TypedLine(Typed line) {
        this.line = line;
    }

    static Split split(Typed line) {
        return new TypedLine(line).split();
    }

    private Split split() {
        while (next < line.length()) {
            if (isBlank(line.at(next))) {
                next++;
                continue;
            }
            int open = word();
            if (open >= 0) {
                return new Split.Unclosed(line.at(open), line.column(open));
            }
        }
        return new Split.Words(List.copyOf(words));
    }

    /** Reads one word; answers the index of what stays open, or -1. */
    private int word() {
        int start = next;
        int firstPieceEnd = -1;
        value = new Typed.Builder();
        while (next < line.length() && !isBlank(line.at(next))) {
            int piece = next;
            if (!piece()) {
                return piece;
            }
            firstPieceEnd = firstPieceEnd < 0 ? next : firstPieceEnd;
        }
        boolean quoted = isQuote(line.at(start)) && firstPieceEnd == next;
        words.add(
                new Word(start, next, line.column(start), value.build(line.column(quoted ? next - 1 : next)), quoted));
        return -1;
    }

    /** Reads a quoted stretch or one character; answers false when a quote or an escape is left open. */
    private boolean piece() {
        char c = line.at(next);
        return switch (c) {
            case '"' -> quoted('"', true);
            case '\'' -> quoted('\'', false);
            case '\\' -> {
                next++;
                yield take();
            }
            default -> take();
        };
    }

    private boolean quoted(char quote, boolean escapes) {
        next++;
        while (next < line.length()) {
            char c = line.at(next);
            if (c == quote) {
                next++;
                return true;
            }
            if (escapes && c == '\\' && escapesNext()) {
                next++;
            }
            take();
        }
        return false;
    }

    private boolean escapesNext() {
        return next + 1 < line.length() && ESCAPABLE_IN_QUOTES.indexOf(line.at(next + 1)) >= 0;
    }

    private boolean take() {
        if (next == line.length()) {
            return false;
        }
        value.add(line, next++);
        return true;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}

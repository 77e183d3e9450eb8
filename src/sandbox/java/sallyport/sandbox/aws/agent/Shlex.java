package sallyport.sandbox.aws.agent;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line as the agent does, which is not as a shell does: inside double quotes a backslash always
 * disappears and keeps the next character, whatever it is; a {@code #} that begins a word hides the rest of its line;
 * nothing is expanded; only space, tab, CR and LF separate words.
 *
 * @see <a href="https://github.com/google/shlex">google/shlex, the library the agent uses</a>
 */
final class Shlex {
    private enum State {
        START,
        IN_WORD,
        ESCAPING,
        DOUBLE_QUOTED,
        ESCAPING_IN_DOUBLE_QUOTES,
        SINGLE_QUOTED,
        COMMENT
    }

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private State state = State.START;

    private Shlex() {}

    /** The words of a line, possibly none, or why it has no words. */
    sealed interface Split {
        record Words(List<String> words) implements Split {}

        record Unfinished(String reason) implements Split {}
    }

    static Split split(String line) {
        var shlex = new Shlex();
        line.codePoints().forEach(shlex::accept);
        return shlex.end();
    }

    private void accept(int c) {
        state = switch (state) {
            case START -> start(c);
            case IN_WORD -> inWord(c);
            case ESCAPING -> append(c, State.IN_WORD);
            case DOUBLE_QUOTED -> doubleQuoted(c);
            case ESCAPING_IN_DOUBLE_QUOTES -> append(c, State.DOUBLE_QUOTED);
            case SINGLE_QUOTED -> c == '\'' ? State.IN_WORD : append(c, State.SINGLE_QUOTED);
            case COMMENT -> c == '\n' ? State.START : State.COMMENT;
        };
    }

    private State start(int c) {
        if (isSpace(c)) {
            return State.START;
        }
        return c == '#' ? State.COMMENT : quoteOrAppend(c);
    }

    private State inWord(int c) {
        if (!isSpace(c)) {
            return quoteOrAppend(c);
        }
        endWord();
        return State.START;
    }

    private State quoteOrAppend(int c) {
        return switch (c) {
            case '"' -> State.DOUBLE_QUOTED;
            case '\'' -> State.SINGLE_QUOTED;
            case '\\' -> State.ESCAPING;
            default -> append(c, State.IN_WORD);
        };
    }

    private State doubleQuoted(int c) {
        return switch (c) {
            case '"' -> State.IN_WORD;
            case '\\' -> State.ESCAPING_IN_DOUBLE_QUOTES;
            default -> append(c, State.DOUBLE_QUOTED);
        };
    }

    private State append(int c, State next) {
        word.appendCodePoint(c);
        return next;
    }

    private void endWord() {
        words.add(word.toString());
        word.setLength(0);
    }

    private Split end() {
        return switch (state) {
            case START, COMMENT -> new Split.Words(List.copyOf(words));
            case IN_WORD -> {
                endWord();
                yield new Split.Words(List.copyOf(words));
            }
            case ESCAPING, ESCAPING_IN_DOUBLE_QUOTES -> new Split.Unfinished("EOF found after escape character");
            case DOUBLE_QUOTED, SINGLE_QUOTED -> new Split.Unfinished("EOF found when expecting closing quote");
        };
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}

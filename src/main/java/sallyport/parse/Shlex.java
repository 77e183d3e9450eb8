package sallyport.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Splits a command line exactly as the SSM agent in the container does, with the rules of google/shlex, so that what we
 * match and show is what the agent would execute. It differs from a POSIX shell: inside double quotes a backslash
 * escapes every character and disappears; words are separated by space, tab, CR and LF only; an unquoted {@code #} at a
 * word's start begins a comment that only LF ends; nothing is expanded, and every other character is plain.
 *
 * <p>Beyond the words it tells where unquoted characters stand that a shell would act upon, for whoever must refuse
 * them. One instance per text, not thread-safe.
 */
final class Shlex {
    private static final String ACTIVE_IN_A_SHELL = ";&|<>()$`*?~";

    /** The words, or what stays open. Indices count characters of the text from 0. */
    sealed interface Split {
        /**
         * All words.
         *
         * @param comment where a comment begins, if one does; its text is in no word
         */
        record Words(List<Word> words, OptionalInt comment) implements Split {
            List<String> texts() {
                return words.stream().map(Word::text).toList();
            }
        }

        /**
         * A quote without its partner, or a backslash with nothing behind it.
         *
         * @param open the quote or the backslash
         */
        record Unbalanced(char open, int index) implements Split {}
    }

    /**
     * One argument.
     *
     * @param active the unquoted, unescaped characters in it that a shell would act upon
     */
    record Word(String text, int index, List<Active> active) {}

    record Active(char character, int index) {}

    private final String line;
    private final List<Word> words = new ArrayList<>();
    private OptionalInt comment = OptionalInt.empty();
    private int next;

    private Shlex(String line) {
        this.line = line;
    }

    static Split split(String line) {
        return new Shlex(line).split();
    }

    private Split split() {
        while (next < line.length()) {
            char c = line.charAt(next);
            if (isSpace(c)) {
                next++;
            } else if (c == '#') {
                skipComment();
            } else {
                int open = word();
                if (open >= 0) {
                    return new Split.Unbalanced(line.charAt(open), open);
                }
            }
        }
        return new Split.Words(List.copyOf(words), comment);
    }

    private void skipComment() {
        if (comment.isEmpty()) {
            comment = OptionalInt.of(next);
        }
        int end = line.indexOf('\n', next);
        next = end < 0 ? line.length() : end + 1;
    }

    /** Reads one word; answers the index of what stays open, or -1. */
    private int word() {
        int start = next;
        var text = new StringBuilder();
        var active = new ArrayList<Active>();
        while (next < line.length() && !isSpace(line.charAt(next))) {
            int piece = next;
            char c = line.charAt(next++);
            boolean closed = true;
            switch (c) {
                case '"' -> closed = doubleQuoted(text);
                case '\'' -> closed = singleQuoted(text);
                case '\\' -> closed = escaped(text);
                default -> {
                    text.append(c);
                    if (ACTIVE_IN_A_SHELL.indexOf(c) >= 0) {
                        active.add(new Active(c, piece));
                    }
                }
            }
            if (!closed) {
                return piece;
            }
        }
        words.add(new Word(text.toString(), start, List.copyOf(active)));
        return -1;
    }

    private boolean doubleQuoted(StringBuilder text) {
        while (next < line.length()) {
            char c = line.charAt(next++);
            if (c == '"') {
                return true;
            }
            if (c != '\\') {
                text.append(c);
            } else if (!escaped(text)) {
                return false;
            }
        }
        return false;
    }

    private boolean singleQuoted(StringBuilder text) {
        int close = line.indexOf('\'', next);
        if (close < 0) {
            return false;
        }
        text.append(line, next, close);
        next = close + 1;
        return true;
    }

    private boolean escaped(StringBuilder text) {
        if (next == line.length()) {
            return false;
        }
        text.append(line.charAt(next++));
        return true;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}

package sallyport.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * Undoes what phones and desktop keyboards do to typed commands, only where the character acts as syntax: a pair of
 * curly quotes around a whole word, a long dash that begins a word, a no-break space between words. What stands inside
 * straight quotes is left alone, and so is everything else: it is refused later, never guessed.
 *
 * <p>Works alike on the line as a whole and on the command inside its outer quotes, because quotes and backslashes
 * delimit the same stretches in both.
 */
final class Punctuation {
    private static final char NO_BREAK_SPACE = '\u00a0';
    private static final String DOUBLE = "“”„‟";
    private static final String SINGLE = "‘’‚‛";
    private static final String DASHES = "–—";

    /** The line with straight punctuation, or why there is none. */
    sealed interface Straightened {
        record Straight(Typed line, List<Repair> repairs) implements Straightened {}

        /** A curly quote begins a word and no partner ends one. */
        record Unclosed(char quote, int column) implements Straightened {}
    }

    private final Typed line;
    private final Typed.Builder out = new Typed.Builder();
    private final List<Repair> repairs = new ArrayList<>();
    private int next;
    private int wordStart;

    private Punctuation(Typed line) {
        this.line = line;
    }

    static Straightened straighten(Typed line) {
        return new Punctuation(line).straighten();
    }

    private Straightened straighten() {
        while (next < line.length()) {
            char c = line.at(next);
            if (isSeparator(c)) {
                separator(c);
            } else if (isQuoteOpening(c)) {
                int close = closing(familyOf(c));
                if (close < 0) {
                    return new Straightened.Unclosed(c, line.column(next));
                }
                curlyQuoted(close);
            } else if (next == wordStart && DASHES.indexOf(c) >= 0) {
                dash(c);
            } else {
                asTyped(c);
            }
        }
        return new Straightened.Straight(out.build(line.column(line.length())), List.copyOf(repairs));
    }

    private void separator(char c) {
        int column = line.column(next);
        if (c == NO_BREAK_SPACE) {
            repairs.add(new Repair("no-break space read as a space", column));
        }
        out.add(c == NO_BREAK_SPACE ? ' ' : c, column);
        wordStart = ++next;
    }

    /** A phone makes a long dash of two, but a dash in front of a single letter was one: {@code –a} is {@code -a}. */
    private void dash(char c) {
        int column = line.column(next++);
        var meant = isBeforeSingleLetter() ? "-" : "--";
        repairs.add(new Repair(c + " read as " + meant, column));
        meant.chars().forEach(dash -> out.add((char) dash, column));
    }

    private boolean isBeforeSingleLetter() {
        return next < line.length()
                && Character.isLetterOrDigit(line.at(next))
                && (next + 1 == line.length() || isSeparator(line.at(next + 1)));
    }

    /** Straight quotes and escapes shield what they hold, so they are copied whole. */
    private void asTyped(char c) {
        switch (c) {
            case '\\' -> copyTo(next + 2);
            case '"' -> copyTo(afterDoubleQuoted());
            case '\'' -> copyTo(afterSingleQuoted());
            default -> copyTo(next + 1);
        }
    }

    private int afterDoubleQuoted() {
        int i = next + 1;
        while (i < line.length() && line.at(i) != '"') {
            i += line.at(i) == '\\' ? 2 : 1;
        }
        return i + 1;
    }

    private int afterSingleQuoted() {
        int close = line.text().indexOf('\'', next + 1);
        return close < 0 ? line.length() : close + 1;
    }

    private void copyTo(int end) {
        while (next < Math.min(end, line.length())) {
            out.add(line, next++);
        }
    }

    /** A quote acts as one at a word's start, and after the equals sign of an option. */
    private boolean isQuoteOpening(char c) {
        if (familyOf(c).isEmpty()) {
            return false;
        }
        boolean afterEquals = next > wordStart && line.at(next - 1) == '=';
        return next == wordStart || (afterEquals && isDash(line.at(wordStart)));
    }

    /** The nearest partner that ends a word, or -1. In double quotes a backslash shields it, as it does everywhere. */
    private int closing(String family) {
        for (int i = next + 1; i < line.length(); i++) {
            char c = line.at(i);
            if (c == '\\' && family.equals(DOUBLE)) {
                i++;
            } else if (family.indexOf(c) >= 0 && (i + 1 == line.length() || isSeparator(line.at(i + 1)))) {
                return i;
            }
        }
        return -1;
    }

    /** Written with straight double quotes whatever the family, since those can hold every character. */
    private void curlyQuoted(int close) {
        char open = line.at(next);
        boolean literal = familyOf(open).equals(SINGLE);
        repairs.add(new Repair(open + " and " + line.at(close) + " read as straight quotes", line.column(next)));
        out.add('"', line.column(next));
        for (int i = next + 1; i < close; i++) {
            char c = line.at(i);
            if (c == '\\' && !literal) {
                out.add(line, i++);
            } else if (c == '"' || c == '\\') {
                out.add('\\', line.column(i));
            }
            out.add(line, i);
        }
        out.add('"', line.column(close));
        next = close + 1;
    }

    private static String familyOf(char c) {
        if (DOUBLE.indexOf(c) >= 0) {
            return DOUBLE;
        }
        return SINGLE.indexOf(c) >= 0 ? SINGLE : "";
    }

    private static boolean isDash(char c) {
        return c == '-' || DASHES.indexOf(c) >= 0;
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == NO_BREAK_SPACE;
    }
}

package sallyport.parse;

import java.util.Arrays;

/**
 * Text together with the column at which each of its characters was typed, so that an error found after repairs and
 * after quotes are taken off still points at what the person sees. Columns count code points from 1. Immutable.
 */
final class Typed {
    private final String text;
    /** One more than the text has characters: the last is the column just behind it. */
    private final int[] columns;

    private Typed(String text, int[] columns) {
        this.text = text;
        this.columns = columns;
    }

    static Typed of(String line) {
        int[] columns = new int[line.length() + 1];
        int column = 1;
        for (int i = 0; i < line.length(); i++) {
            columns[i] = column;
            boolean firstOfPair = Character.isHighSurrogate(line.charAt(i))
                    && i + 1 < line.length()
                    && Character.isLowSurrogate(line.charAt(i + 1));
            if (!firstOfPair) {
                column++;
            }
        }
        columns[line.length()] = column;
        return new Typed(line, columns);
    }

    String text() {
        return text;
    }

    int length() {
        return text.length();
    }

    char at(int index) {
        return text.charAt(index);
    }

    /** The column of a character, or of the place behind the last one. */
    int column(int index) {
        return columns[index];
    }

    Typed from(int start, int end) {
        return new Typed(text.substring(start, end), Arrays.copyOfRange(columns, start, end + 1));
    }

    /** Collects characters that keep the columns they came from. Not thread-safe. */
    static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private int[] columns = new int[64];

        Builder add(char character, int column) {
            makeRoom();
            columns[text.length()] = column;
            text.append(character);
            return this;
        }

        Builder add(Typed source, int index) {
            return add(source.at(index), source.column(index));
        }

        /** @param end the column behind the last character */
        Typed build(int end) {
            makeRoom();
            columns[text.length()] = end;
            return new Typed(text.toString(), Arrays.copyOf(columns, text.length() + 1));
        }

        private void makeRoom() {
            if (text.length() == columns.length) {
                columns = Arrays.copyOf(columns, columns.length * 2);
            }
        }
    }
}

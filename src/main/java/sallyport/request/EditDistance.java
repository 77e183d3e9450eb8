package sallyport.request;

/** Levenshtein's distance, for "did you mean". */
public final class EditDistance {
    private EditDistance() {}

    /** The least number of characters to insert, delete or replace to make one text of the other. */
    public static int between(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            previous = nextRow(from.charAt(row - 1), row, to, previous);
        }
        return previous[to.length()];
    }

    private static int[] nextRow(char letter, int row, String to, int[] previous) {
        int[] current = new int[previous.length];
        current[0] = row;
        for (int column = 1; column < current.length; column++) {
            int replace = previous[column - 1] + (letter == to.charAt(column - 1) ? 0 : 1);
            current[column] = Math.min(replace, 1 + Math.min(previous[column], current[column - 1]));
        }
        return current;
    }
}

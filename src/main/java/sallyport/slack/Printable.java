package sallyport.slack;

/** People's free text, made safe to show in one line. */
final class Printable {
    private Printable() {}

    /**
     * Line ends become spaces; controls and the invisible characters that reorder or hide text become U+FFFD, so that
     * they are seen.
     */
    static String line(String text) {
        var shown = new StringBuilder();
        text.strip()
                .codePoints()
                .map(c -> c == '\n' || c == '\r' || c == '\t' ? ' ' : c)
                .map(c -> isInvisible(c) ? '\uFFFD' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}

package sallyport.output;

/**
 * Characters that show nothing of their own: zero-width spaces, marks that turn the direction of text, tags. Unicode's
 * {@code Default_Ignorable_Code_Point} (DerivedCoreProperties, 16.0) and the interlinear annotations, of which the Java
 * platform knows only a part.
 */
final class Invisible {
    private static final int LAST_ASCII = 0x7f;

    private Invisible() {}

    /**
     * Whether the character says nothing to a reader. Joiners and variation selectors do after a character that is not
     * ASCII: they shape emoji and the letters of several scripts. Inside ASCII they can only hide something, such as a
     * key from {@link Redactor}.
     *
     * @param before the character in front of it, 0 at the start
     */
    static boolean is(int c, int before) {
        return isJoiner(c) ? before <= LAST_ASCII : isIgnorable(c);
    }

    private static boolean isJoiner(int c) {
        return c == 0x034f
                || c == 0x115f
                || c == 0x1160
                || c == 0x200c
                || c == 0x200d
                || isBetween(c, 0x17b4, 0x17b5)
                || isBetween(c, 0x180b, 0x180f)
                || isBetween(c, 0xfe00, 0xfe0f)
                || isBetween(c, 0xe0100, 0xe01ef);
    }

    private static boolean isIgnorable(int c) {
        return c == 0x00ad
                || c == 0x061c
                || isBetween(c, 0x200b, 0x200f)
                || isBetween(c, 0x202a, 0x202e)
                || isBetween(c, 0x2060, 0x206f)
                || c == 0x3164
                || c == 0xfeff
                || c == 0xffa0
                || isBetween(c, 0xfff0, 0xfffb)
                || isBetween(c, 0x1bca0, 0x1bca3)
                || isBetween(c, 0x1d173, 0x1d17a)
                || isBetween(c, 0xe0000, 0xe0fff);
    }

    private static boolean isBetween(int c, int first, int last) {
        return first <= c && c <= last;
    }
}

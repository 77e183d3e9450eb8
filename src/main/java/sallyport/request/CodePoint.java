package sallyport.request;

import java.text.Normalizer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A character of a command, as Unicode numbers it. A command holds only legible ones, so that what is approved is what
 * is seen.
 */
public record CodePoint(int value) {
    /**
     * Assigned, of a kind that is seen, and drawn as nothing all the same. Source: Unicode's
     * Default_Ignorable_Code_Point.
     */
    private static final String DRAWN_AS_NOTHING = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    /** What programs put where they could not show something. */
    private static final String STAND_INS = "\ufffc\ufffd";

    public static boolean isPrintableAscii(int codePoint) {
        return codePoint >= ' ' && codePoint <= '~';
    }

    public static boolean isPrintableAscii(String text) {
        return text.chars().allMatch(CodePoint::isPrintableAscii);
    }

    /** Whether it hides, or hides what is around it. */
    public boolean isHidden() {
        return switch (Character.getType(value)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> DRAWN_AS_NOTHING.indexOf(value) >= 0;
        };
    }

    /**
     * Whether everybody sees it, as one character that stands where it is written: no hidden one, no blank but the
     * space, no mark that joins what is before it, none that is read from right to left and so takes others with it,
     * none that has a second spelling (Unicode's form NFC keeps it), and no emoji, which Slack writes as a name.
     */
    public boolean isLegible() {
        return isPrintableAscii(value)
                || (!isHidden()
                        && !isMarkOrBlank()
                        && !isReadFromRightToLeft()
                        && STAND_INS.indexOf(value) < 0
                        && !Character.isEmoji(value)
                        && !Character.isExtendedPictographic(value)
                        && isComposed(Character.toString(value)));
    }

    private boolean isMarkOrBlank() {
        return switch (Character.getType(value)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.SPACE_SEPARATOR -> true;
            default -> false;
        };
    }

    private boolean isReadFromRightToLeft() {
        return switch (Character.getDirectionality(value)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                    Character.DIRECTIONALITY_ARABIC_NUMBER -> true;
            default -> false;
        };
    }

    /** Whether a text is in Unicode's form NFC, in which what looks the same mostly is the same. */
    public static boolean isComposed(String text) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFC);
    }

    /** The text in Unicode's form NFC. */
    public static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** The index of the first character of a text that is not legible. */
    public static OptionalInt firstIllegible(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!new CodePoint(text.codePointAt(i)).isLegible()) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** What a text holds beyond printable ASCII, each once, in the order of the text. */
    public static List<CodePoint> beyondAscii(String text) {
        return text.codePoints()
                .filter(codePoint -> !isPrintableAscii(codePoint))
                .distinct()
                .mapToObj(CodePoint::new)
                .toList();
    }

    /** Number and Unicode name, such as {@code U+200B ZERO WIDTH SPACE}. */
    public String name() {
        var name = Character.getName(value);
        var digits = HexFormat.of().withUpperCase().toHexDigits(value, value > 0xffff ? 5 : 4);
        return "U+" + digits + " " + (name == null ? "(unassigned)" : name.toUpperCase(Locale.ROOT));
    }

    /** The character itself. */
    @Override
    public String toString() {
        return Character.toString(value);
    }
}

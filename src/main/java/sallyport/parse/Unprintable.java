package sallyport.parse;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Characters that cannot be sent or would deceive whoever reads them: everything but printable ASCII in a command, and
 * what cannot be seen in free text.
 */
final class Unprintable {
    /** Letters of category "other" that are drawn as nothing. Source: Unicode's Default_Ignorable_Code_Point. */
    private static final String DRAWN_AS_NOTHING = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    private static final Map<String, String> LOOK_ALIKES = Map.of(
            "“”„‟«»″", "\"",
            "‘’‚‛′", "'",
            "‐‑‒–—―−", "-",
            "\u00a0\u2007\u2009\u202f\u3000", " ",
            "…", "...");

    private Unprintable() {}

    /** The index of the first character that a command may not hold. */
    static Optional<Integer> inCommand(String text) {
        return text.chars().allMatch(Unprintable::isPrintableAscii)
                ? Optional.empty()
                : Optional.of((int)
                        text.chars().takeWhile(Unprintable::isPrintableAscii).count());
    }

    /** The index of the first character that free text may not hold: controls, bidi and zero-width characters. */
    static Optional<Integer> inFreeText(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (isHidden(text.codePointAt(i))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** Code point and Unicode name, such as {@code U+200B ZERO WIDTH SPACE}. */
    static String name(int codePoint) {
        var name = Character.getName(codePoint);
        var digits = HexFormat.of().withUpperCase().toHexDigits(codePoint, codePoint > 0xffff ? 5 : 4);
        return "U+" + digits + " " + (name == null ? "(unassigned)" : name.toUpperCase(Locale.ROOT));
    }

    /** The text with look-alikes as ASCII and without what cannot be seen. */
    static String inAscii(String text) {
        return text.codePoints().mapToObj(Unprintable::inAscii).collect(Collectors.joining());
    }

    private static String inAscii(int codePoint) {
        if (codePoint == '\t') {
            return " ";
        }
        if (isHidden(codePoint)) {
            return "";
        }
        return LOOK_ALIKES.entrySet().stream()
                .filter(entry -> entry.getKey().indexOf(codePoint) >= 0)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> Character.toString(codePoint));
    }

    private static boolean isPrintableAscii(int character) {
        return character >= ' ' && character <= '~';
    }

    private static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> DRAWN_AS_NOTHING.indexOf(codePoint) >= 0;
        };
    }
}

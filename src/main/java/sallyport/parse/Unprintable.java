package sallyport.parse;

import java.util.OptionalInt;
import java.util.stream.Collectors;
import sallyport.request.CodePoint;
import sallyport.request.LookAlikes;

/** Characters that would deceive whoever reads them. */
final class Unprintable {
    private Unprintable() {}

    /** The index of the first character that free text may not hold: controls, bidi and zero-width characters. */
    static OptionalInt inFreeText(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (new CodePoint(text.codePointAt(i)).isHidden()) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** The text with look-alikes as ASCII and without what cannot be seen. */
    static String inAscii(String text) {
        return LookAlikes.inAscii(text.replace('\t', ' ')
                .codePoints()
                .filter(codePoint -> !new CodePoint(codePoint).isHidden())
                .mapToObj(Character::toString)
                .collect(Collectors.joining()));
    }

    static String name(String text, int index) {
        return new CodePoint(text.codePointAt(index)).name();
    }
}

package sallyport;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Lines that went and lines that came. The order of lines is no matter, as in a policy file the order of rules is none,
 * and blank lines and comments are left out.
 */
final class TextChanges {
    private TextChanges() {}

    static List<String> between(String before, String after) {
        return Stream.concat(
                        without(before, after).stream().map(line -> "- " + line),
                        without(after, before).stream().map(line -> "+ " + line))
                .toList();
    }

    /** The lines of one text that the other has not, or not as often. */
    private static List<String> without(String text, String other) {
        var others = new ArrayList<>(lines(other));
        return lines(text).stream().filter(Predicate.not(others::remove)).toList();
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                .toList();
    }
}

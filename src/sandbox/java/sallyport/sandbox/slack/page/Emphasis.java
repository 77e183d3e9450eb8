package sallyport.sandbox.slack.page;

import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Emphasis: {@code *bold*}, {@code _italic_} and {@code ~struck~}, one inside the other. A mark that touches a word
 * character or its like outside, or a space inside, is none. Code and angle-bracket tokens are looked past as a whole.
 * Reads a text once, whatever is in it; a regular expression for the same ran out of stack.
 */
final class Emphasis {
    private static final Map<Character, String> TAGS = Map.of('*', "strong", '_', "em", '~', "del");

    private Emphasis() {}

    /** Everything that is not a mark is rendered by {@code words}. */
    static Html render(String text, Function<String, Html> words) {
        var out = Html.fragment();
        var from = 0;
        var at = 0;
        while (at < text.length()) {
            var closing = isOpening(text, at) ? closing(text, at) : OptionalInt.empty();
            if (closing.isPresent()) {
                var end = closing.getAsInt();
                var tag = TAGS.getOrDefault(text.charAt(at), "span");
                out.add(words.apply(text.substring(from, at)));
                out.add(Html.el(tag).add(render(text.substring(at + 1, end), words)));
                from = end + 1;
                at = from;
            } else {
                at = afterAtom(text, at);
            }
        }
        return out.add(words.apply(text.substring(from)));
    }

    private static boolean isOpening(String text, int at) {
        return TAGS.containsKey(text.charAt(at))
                && (at == 0 || !touches(text.charAt(at - 1), text.charAt(at)))
                && at + 1 < text.length()
                && !Character.isWhitespace(text.charAt(at + 1));
    }

    /** The next mark decides: it closes, or there is no emphasis. */
    private static OptionalInt closing(String text, int opening) {
        var mark = text.charAt(opening);
        var at = opening + 1;
        while (at < text.length() && text.charAt(at) != mark && text.charAt(at) != '\n') {
            at = afterAtom(text, at);
        }
        var closes = at < text.length()
                && text.charAt(at) == mark
                && at > opening + 1
                && !Character.isWhitespace(text.charAt(at - 1))
                && (at + 1 == text.length() || !touches(text.charAt(at + 1), mark));
        return closes ? OptionalInt.of(at) : OptionalInt.empty();
    }

    private static boolean touches(char neighbour, char mark) {
        return neighbour == mark || Character.isLetterOrDigit(neighbour);
    }

    /** Past the code or token that begins here, or else past one character. */
    private static int afterAtom(String text, int at) {
        return switch (text.charAt(at)) {
            case '`' -> afterEnclosed(text, at, '`');
            case '<' -> afterEnclosed(text, at, '>');
            default -> at + 1;
        };
    }

    private static int afterEnclosed(String text, int at, char end) {
        for (var i = at + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
            if (text.charAt(i) == end) {
                return i > at + 1 ? i + 1 : at + 1;
            }
            if (end == '>' && text.charAt(i) == '<') {
                break;
            }
        }
        return at + 1;
    }
}

package sallyport.policy;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sallyport.request.CodePoint;

/** Texts as a policy file writes them, each in one line. */
final class YamlWords {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    /** Words that some reader of YAML takes for something else than text. */
    private static final Set<String> TAKEN =
            Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf");

    private YamlWords() {}

    /** A name, in quotes where it needs them. */
    static String name(String name) {
        return PLAIN.matcher(name).matches() && TAKEN.stream().noneMatch(name::equalsIgnoreCase) ? name : quoted(name);
    }

    /** Any text, in quotes: single ones where nothing has to be escaped but they themselves. */
    static String quoted(String text) {
        return CodePoint.isPrintableAscii(text)
                ? "'" + text.replace("'", "''") + "'"
                : text.codePoints().mapToObj(YamlWords::escaped).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(int codePoint) {
        if (codePoint == '"' || codePoint == '\\') {
            return "\\" + (char) codePoint;
        }
        return codePoint >= ' ' && codePoint <= '~' ? Character.toString(codePoint) : "\\U%08x".formatted(codePoint);
    }
}

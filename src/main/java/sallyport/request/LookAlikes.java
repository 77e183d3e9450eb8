package sallyport.request;

import java.util.Map;
import java.util.stream.Collectors;

/** Punctuation that phones and word processors put in the place of ASCII. */
public final class LookAlikes {
    private static final Map<String, String> ASCII = Map.of(
            "“”„‟«»″", "\"",
            "‘’‚‛′", "'",
            "‐‑‒–—―−", "-",
            "\u00a0\u2007\u2009\u202f\u3000", " ",
            "…", "...");

    private LookAlikes() {}

    /** The text with ASCII in their place. */
    public static String inAscii(String text) {
        return text.codePoints().mapToObj(LookAlikes::inAscii).collect(Collectors.joining());
    }

    private static String inAscii(int codePoint) {
        return ASCII.entrySet().stream()
                .filter(entry -> entry.getKey().indexOf(codePoint) >= 0)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> Character.toString(codePoint));
    }
}

package sallyport.policy;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How far target globs reach, as far as their texts tell. */
final class Globs {
    private static final Pattern EVERYTHING = Pattern.compile("\\*+(/\\*+)?");
    private static final Pattern EVERY_SERVICE = Pattern.compile("\\*+/\\*+");

    private Globs() {}

    static boolean isEverything(String glob) {
        return EVERYTHING.matcher(glob).matches();
    }

    /**
     * Whether one matches whatever the other does. An alias may hold a slash, so {@code *} does not cover {@code a/b}.
     */
    static boolean covers(TargetGlob wide, TargetGlob narrow) {
        if (EVERY_SERVICE.matcher(wide.text()).matches()) {
            return true;
        }
        // A star of the narrow one can only be matched by a star of the wide one: no fixed text holds one.
        var form =
                Arrays.stream(wide.text().split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]*"));
        return Pattern.matches(form, narrow.text());
    }
}

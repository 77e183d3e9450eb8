package sallyport.policy;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sallyport.request.Alias;

/**
 * A target's name, or many. Without a slash it is compared with the alias, with one slash with {@code cluster/service};
 * always the whole name. A {@code *} stands for any characters but a slash.
 */
record TargetGlob(String text) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.*-]+(/[A-Za-z0-9_.*-]+)?");

    static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    boolean matches(Alias alias) {
        var name = text.contains("/") ? alias.cluster() + "/" + alias.service() : alias.name();
        return pattern().matcher(name).matches();
    }

    private Pattern pattern() {
        return Pattern.compile(
                Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]*")));
    }
}

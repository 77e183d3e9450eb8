package sallyport.sandbox.aws.iam;

import java.util.Locale;
import java.util.regex.Pattern;

/** Patterns of policies: {@code *} stands for any text, {@code ?} for one character. */
final class Wildcard {
    private Wildcard() {}

    static boolean matches(String pattern, String text) {
        var regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }

    /** Actions are compared without regard to case. */
    static boolean matchesAction(String pattern, String action) {
        return matches(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
    }
}

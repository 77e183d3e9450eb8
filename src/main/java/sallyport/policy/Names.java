package sallyport.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sallyport.request.EditDistance;

/** The form of the names that an author chooses: of commands, parameters, rules, schedules and user groups. */
public final class Names {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private static final int FARTHEST_SUGGESTION = 3;

    /** Characters of a derived name, with room for a number behind it. */
    private static final int LONGEST_DERIVED = 48;

    private Names() {}

    public static boolean isName(String text) {
        return FORM.matcher(text).matches();
    }

    /** Why a text is no name, and what is. */
    public static String refusal(String text) {
        return text + " is not a name: use up to 64 of a-z, 0-9, - and _, a letter or digit first.";
    }

    /** A question with the nearest name, with a blank before it, or nothing. */
    static String didYouMean(String text, Collection<String> names) {
        return names.stream()
                .filter(name -> EditDistance.between(text, name) <= Math.min(FARTHEST_SUGGESTION, text.length() / 2))
                .min(Comparator.comparingInt(name -> EditDistance.between(text, name)))
                .map(name -> " Did you mean " + name + "?")
                .orElse("");
    }

    /** A name made of whatever words, unlike all that are taken. */
    static String derived(String words, Set<String> taken) {
        var slug = trimmed(words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
        var shortened = trimmed(slug.substring(0, Math.min(slug.length(), LONGEST_DERIVED)));
        var name = shortened.isEmpty() ? "unnamed" : shortened;
        return Stream.concat(
                        Stream.of(name),
                        IntStream.iterate(2, number -> number + 1).mapToObj(number -> name + "-" + number))
                .filter(candidate -> !taken.contains(candidate))
                .findFirst()
                .orElseThrow();
    }

    private static String trimmed(String slug) {
        return slug.replaceAll("^-|-$", "");
    }
}

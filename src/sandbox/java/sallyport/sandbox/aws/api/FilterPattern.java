package sallyport.sandbox.aws.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import sallyport.sandbox.aws.wire.Refusal;

/**
 * A filter pattern for unstructured log events: all plain terms occur, no {@code -term} does, and, where there are only
 * {@code ?term}s, one of them does; beside other terms those with a question mark count for nothing. Case matters; a
 * term with other characters than letters, digits and underscore stands in double quotes. Patterns for JSON, for
 * columns and with regular expressions are refused.
 */
record FilterPattern(List<String> all, List<String> none, List<String> any) implements Predicate<String> {
    /** Characters of the longest pattern, as in the service's model. */
    private static final int MAX_LENGTH = 1024;

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?<sign>[-?]?)(?:\"(?<quoted>[^\"]*)\"|(?<bare>[^\\s\"]+))");

    /**
     * Reads a pattern.
     *
     * @throws Refusal InvalidParameterException
     */
    static FilterPattern parse(String text) {
        var pattern = new FilterPattern(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var rest = text.strip();
        if (rest.length() > MAX_LENGTH || rest.startsWith("{") || rest.startsWith("[") || rest.contains("%")) {
            throw invalid("The sandbox reads terms only, not: " + text);
        }
        var tokens = TOKEN.matcher(rest);
        int end = 0;
        while (tokens.lookingAt()) {
            var quoted = tokens.group("quoted");
            pattern.add(tokens.group("sign"), quoted == null ? bare(tokens.group("bare")) : quoted);
            end = tokens.end();
            tokens.region(end, rest.length());
        }
        if (end != rest.length()) {
            throw invalid("Invalid filter pattern: " + text);
        }
        return pattern;
    }

    private static String bare(String term) {
        if (!term.matches("[\\p{L}\\p{N}_]+")) {
            throw invalid("Invalid character(s) in term '" + term + "'");
        }
        return term;
    }

    private void add(String sign, String term) {
        switch (sign) {
            case "-" -> none.add(term);
            case "?" -> any.add(term);
            default -> all.add(term);
        }
    }

    @Override
    public boolean test(String message) {
        boolean anyCounts = all.isEmpty() && none.isEmpty() && !any.isEmpty();
        return all.stream().allMatch(message::contains)
                && none.stream().noneMatch(message::contains)
                && (!anyCounts || any.stream().anyMatch(message::contains));
    }

    private static Refusal invalid(String message) {
        return Refusal.of("InvalidParameterException", message);
    }
}

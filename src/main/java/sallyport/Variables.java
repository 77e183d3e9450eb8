package sallyport;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlNode;

/**
 * Texts of {@code sallyport.yml} with {@code ${NAME}} replaced by the environment variable of that name, once; one that
 * is not set is a problem.
 */
record Variables(Map<String, String> environment) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    Variables {
        environment = Map.copyOf(environment);
    }

    /** The first of these environment variables that is set to something. */
    Optional<String> firstOf(String... names) {
        return List.of(names).stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    Optional<String> text(YamlFields fields, String key) {
        return fields.scalar(key).flatMap(place -> expand(fields, place));
    }

    List<String> texts(YamlFields fields, String key) {
        return fields.scalars(key).stream()
                .flatMap(place -> expand(fields, place).stream())
                .toList();
    }

    /** @param expected completes "KEY must be" */
    Optional<String> matching(YamlFields fields, String key, Pattern form, String expected) {
        return parsed(
                fields, key, text -> form.matcher(text).matches() ? Optional.of(text) : Optional.empty(), expected);
    }

    /** @param expected completes "KEY must be" */
    <T> Optional<T> parsed(YamlFields fields, String key, Function<String, Optional<T>> parse, String expected) {
        var scalar = fields.scalar(key);
        var text = scalar.flatMap(place -> expand(fields, place));
        var read = text.flatMap(parse);
        if (text.isPresent() && read.isEmpty()) {
            fields.problem(scalar.orElseThrow(), key + " must be " + expected + ".");
        }
        return read;
    }

    Optional<String> expand(YamlFields fields, YamlNode.Scalar place) {
        var missing = VARIABLE.matcher(place.text())
                .results()
                .map(match -> match.group(1))
                .filter(name -> !environment.containsKey(name))
                .toList();
        missing.forEach(name -> fields.problem(place, "The environment variable " + name + " is not set."));
        Function<MatchResult, String> value =
                match -> Matcher.quoteReplacement(environment.getOrDefault(match.group(1), ""));
        return missing.isEmpty() ? Optional.of(VARIABLE.matcher(place.text()).replaceAll(value)) : Optional.empty();
    }
}

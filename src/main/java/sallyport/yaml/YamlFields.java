package sallyport.yaml;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import sallyport.request.EditDistance;
import sallyport.yaml.YamlNode.Entry;
import sallyport.yaml.YamlNode.Mapping;
import sallyport.yaml.YamlNode.Scalar;
import sallyport.yaml.YamlNode.Sequence;

/**
 * Reads the keys of one mapping as typed values. A value that is absent or of the wrong kind is answered as empty, the
 * wrong kind also adds a problem, so that one pass finds all of them. {@link #refuseOthers()} comes last: it refuses
 * every key that nobody asked for. Not thread-safe.
 */
public final class YamlFields {
    private static final int FARTHEST_SUGGESTION = 3;
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smh])");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})([KMG])iB");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");

    private final Mapping mapping;
    private final Collection<? super YamlProblem> problems;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final TreeSet<String> asked = new TreeSet<>();

    /** @param problems where problems are added */
    public YamlFields(Mapping mapping, Collection<? super YamlProblem> problems) {
        this.mapping = mapping;
        this.problems = problems;
        mapping.entries().forEach(entry -> entries.put(entry.key(), entry));
    }

    /** Reads a node that must be a mapping. */
    public static Optional<YamlFields> of(YamlNode node, Collection<? super YamlProblem> problems) {
        if (node instanceof Mapping mapping) {
            return Optional.of(new YamlFields(mapping, problems));
        }
        problems.add(new YamlProblem(node.line(), node.column(), "Expected keys with values."));
        return Optional.empty();
    }

    /** Reads a mapping inside this one, adding its problems to the same place. */
    public YamlFields inside(Mapping inner) {
        return new YamlFields(inner, problems);
    }

    /** The value of a key, of whatever kind. */
    public Optional<YamlNode> node(String key) {
        asked.add(key);
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    /** Adds a problem if the key is absent. */
    public YamlFields require(String... keys) {
        for (var key : keys) {
            asked.add(key);
            if (!entries.containsKey(key)) {
                problem(mapping, "The key " + key + " is missing.");
            }
        }
        return this;
    }

    /** Text with its place. */
    public Optional<Scalar> scalar(String key) {
        return node(key).flatMap(node -> scalar(key, node));
    }

    public Optional<String> text(String key) {
        return scalar(key).map(Scalar::text);
    }

    /** A list of texts with their places; empty if the key is absent, and never empty if it is there and right. */
    public List<Scalar> scalars(String key) {
        var items = items(key);
        var scalars = items.stream().flatMap(item -> scalar(key, item).stream()).toList();
        return scalars.size() == items.size() ? scalars : List.of();
    }

    public List<String> texts(String key) {
        return scalars(key).stream().map(Scalar::text).toList();
    }

    /** A list of mappings; items of another kind are left out and are problems. */
    public List<YamlFields> list(String key) {
        return items(key).stream().flatMap(item -> of(item, problems).stream()).toList();
    }

    /** A mapping with keys that are known. */
    public Optional<YamlFields> fields(String key) {
        return node(key).flatMap(node -> of(node, problems));
    }

    /** A mapping whose keys are names that the author chose. */
    public List<Entry> named(String key) {
        return fields(key).map(fields -> fields.mapping.entries()).orElse(List.of());
    }

    /** A whole number from least to most. */
    public Optional<Integer> integer(String key, int least, int most) {
        return node(key).flatMap(node -> {
            if (node instanceof Scalar scalar
                    && scalar.kind() == Scalar.Kind.NUMBER
                    && INTEGER.matcher(scalar.text()).matches()) {
                int number = Integer.parseInt(scalar.text());
                if (number >= least && number <= most) {
                    return Optional.of(number);
                }
            }
            return refused(node, key + " must be a whole number from " + least + " to " + most + ".");
        });
    }

    /** A length of time such as {@code 90s}, {@code 10m} or {@code 1h}, from least to most. */
    public Optional<Duration> duration(String key, Duration least, Duration most) {
        return node(key).flatMap(node -> {
            var duration = node instanceof Scalar scalar ? duration(scalar.text()) : Optional.<Duration>empty();
            if (duration.isPresent()
                    && duration.get().compareTo(least) >= 0
                    && duration.get().compareTo(most) <= 0) {
                return duration;
            }
            return refused(
                    node,
                    key + " must be a length of time from " + written(least) + " to " + written(most)
                            + ", written like 90s, 10m or 1h.");
        });
    }

    /** A number of bytes such as {@code 64KiB} or {@code 1MiB}, from least to most. */
    public Optional<Long> size(String key, long least, long most) {
        return node(key).flatMap(node -> {
            if (node instanceof Scalar scalar) {
                var parts = SIZE.matcher(scalar.text());
                if (parts.matches()) {
                    long bytes = Long.parseLong(parts.group(1)) << shift(parts.group(2));
                    if (bytes >= least && bytes <= most) {
                        return Optional.of(bytes);
                    }
                }
            }
            return refused(
                    node,
                    key + " must be a size from " + kibibytes(least) + " to " + kibibytes(most) + ", such as 64KiB.");
        });
    }

    private static int shift(String unit) {
        return switch (unit) {
            case "K" -> 10;
            case "M" -> 20;
            default -> 30;
        };
    }

    private static String kibibytes(long bytes) {
        return bytes % (1 << 20) == 0 ? (bytes >> 20) + "MiB" : (bytes >> 10) + "KiB";
    }

    /** A length of time such as {@code 90s}, {@code 10m} or {@code 1h} inside a text; empty if it is none. */
    public static Optional<Duration> duration(String text) {
        var parts = DURATION.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(parts.group(1));
        return Optional.of(
                switch (parts.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                });
    }

    private static String written(Duration duration) {
        if (duration.toSeconds() % 3_600 == 0) {
            return duration.toHours() + "h";
        }
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }

    /** {@code true} or {@code false}. */
    public Optional<Boolean> bool(String key) {
        return node(key).flatMap(node -> {
            var text = node instanceof Scalar scalar && scalar.kind() == Scalar.Kind.BOOLEAN ? scalar.text() : "";
            return switch (text) {
                case "true" -> Optional.of(true);
                case "false" -> Optional.of(false);
                default -> refused(node, key + " must be true or false.");
            };
        });
    }

    /** One of a set of words. */
    public <T> Optional<T> oneOf(String key, Map<String, T> words) {
        return scalar(key).flatMap(scalar -> {
            if (words.containsKey(scalar.text())) {
                return Optional.ofNullable(words.get(scalar.text()));
            }
            var names = new TreeSet<>(words.keySet());
            return refused(
                    scalar,
                    scalar.text() + " is not one of " + String.join(", ", names) + "."
                            + didYouMean(scalar.text(), names));
        });
    }

    /** Refuses every key that was not asked for, and names the nearest that was. */
    public void refuseOthers() {
        for (var entry : entries.values()) {
            if (!asked.contains(entry.key())) {
                problems.add(new YamlProblem(
                        entry.line(),
                        entry.column(),
                        "There is no key " + entry.key() + " here." + didYouMean(entry.key(), asked)));
            }
        }
    }

    /** Where the mapping begins. */
    public YamlNode place() {
        return mapping;
    }

    /** Adds a problem that stands at a node. */
    public void problem(YamlNode at, String message) {
        problems.add(new YamlProblem(at.line(), at.column(), message));
    }

    /** Adds a problem that stands at a key. */
    public void problem(Entry at, String message) {
        problems.add(new YamlProblem(at.line(), at.column(), message));
    }

    private List<YamlNode> items(String key) {
        return node(key)
                .flatMap(node ->
                        node instanceof Sequence sequence && !sequence.items().isEmpty()
                                ? Optional.of(sequence.items())
                                : refused(node, key + " must be a list with at least one item."))
                .orElse(List.of());
    }

    private Optional<Scalar> scalar(String key, YamlNode node) {
        if (!(node instanceof Scalar scalar)) {
            return refused(node, key + " must be text.");
        }
        return switch (scalar.kind()) {
            case TEXT -> Optional.of(scalar);
            case NULL -> refused(node, key + " is empty.");
            case NUMBER, BOOLEAN ->
                refused(
                        node,
                        key + " must be text, and " + scalar.text() + " without quotes is none; write \""
                                + scalar.text() + "\".");
        };
    }

    private <T> Optional<T> refused(YamlNode at, String message) {
        problem(at, message);
        return Optional.empty();
    }

    private static String didYouMean(String word, Collection<String> words) {
        return words.stream()
                .filter(candidate -> EditDistance.between(word, candidate) <= FARTHEST_SUGGESTION)
                .min(Comparator.comparingInt(candidate -> EditDistance.between(word, candidate)))
                .map(near -> " Did you mean " + near + "?")
                .orElse("");
    }
}

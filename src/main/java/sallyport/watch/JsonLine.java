package sallyport.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line that is one JSON object, or ends in one, in words: {@code ERROR could not pay order=7}. Loggers do not agree
 * on names, so the usual ones are known. Pure.
 */
public final class JsonLine {
    /** Characters; a longer line is shown as it was written. */
    static final int MAX_CHARACTERS = 65_536;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<String> LEVEL = List.of("level", "severity", "lvl", "log.level", "levelname", "loglevel");
    private static final List<String> MESSAGE = List.of("message", "msg", "log", "event");
    private static final List<String> TIME = List.of("time", "timestamp", "@timestamp", "ts", "datetime");
    private static final List<String> STACK =
            List.of("error.stack", "err.stack", "stack", "stack_trace", "stacktrace", "error.stack_trace", "exception");

    private JsonLine() {}

    /** Empty when the line is not of JSON. */
    public static Optional<String> pretty(String line) {
        int start = line.indexOf('{');
        if (start < 0 || line.length() > MAX_CHARACTERS || !line.endsWith("}")) {
            return Optional.empty();
        }
        return object(line.substring(start))
                .map(fields -> words(line.substring(0, start).strip(), fields));
    }

    private static Optional<Map<String, String>> object(String text) {
        try {
            var node = JSON.readTree(text);
            return node.isObject() && !node.isEmpty() ? Optional.of(flat(node)) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Members of an object inside count as {@code outer.inner}; what lies deeper stays JSON. */
    private static Map<String, String> flat(JsonNode object) {
        Map<String, String> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> {
            if (field.getValue().isObject() && !field.getValue().isEmpty()) {
                field.getValue()
                        .properties()
                        .forEach(inner -> fields.put(field.getKey() + "." + inner.getKey(), text(inner.getValue())));
            } else {
                fields.put(field.getKey(), text(field.getValue()));
            }
        });
        return fields;
    }

    private static String text(JsonNode value) {
        return value.isString() || value.isNumber() || value.isBoolean() ? value.asString() : value.toString();
    }

    private static String words(String before, Map<String, String> fields) {
        var parts = new ArrayList<String>();
        if (!before.isEmpty()) {
            parts.add(before);
        }
        take(fields, LEVEL).map(JsonLine::level).ifPresent(parts::add);
        take(fields, TIME);
        var message = take(fields, MESSAGE);
        var stack = take(fields, STACK);
        message.filter(text -> !text.isBlank()).ifPresent(parts::add);
        fields.forEach((name, value) -> parts.add(name + "=" + quoted(value)));
        return String.join(" ", parts)
                + stack.map(trace -> "\n" + trace.strip()).orElse("");
    }

    private static Optional<String> take(Map<String, String> fields, List<String> names) {
        for (var name : names) {
            var value = fields.remove(name);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** The word for it; numbers are those of Node's pino and bunyan. */
    private static String level(String given) {
        var word = switch (given) {
            case "10" -> "TRACE";
            case "20" -> "DEBUG";
            case "30" -> "INFO";
            case "40" -> "WARN";
            case "50" -> "ERROR";
            case "60" -> "FATAL";
            default -> given.toUpperCase(Locale.ROOT);
        };
        return word.equals("WARNING") ? "WARN" : word;
    }

    private static String quoted(String value) {
        return isWord(value) ? value : JSON.writeValueAsString(value);
    }

    private static boolean isWord(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c == '"' || c == '=') {
                return false;
            }
        }
        return !value.isEmpty();
    }
}

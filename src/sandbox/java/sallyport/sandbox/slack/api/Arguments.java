package sallyport.sandbox.slack.api;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import sallyport.sandbox.slack.workspace.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A call's arguments, whether they came as a form (structures as JSON text) or as a JSON object. */
final class Arguments {
    private static final String TOKEN = "token";

    private final ObjectNode values;

    private Arguments(ObjectNode values) {
        this.values = values;
    }

    /** Empty when the body claims to be JSON and is not an object. */
    static Optional<Arguments> of(Context context) {
        var type = Optional.ofNullable(context.contentType()).orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("application/json")) {
            return Json.parseObject(context.body()).map(Arguments::new);
        }
        var values = Json.object();
        context.queryParamMap().forEach((name, given) -> values.put(name, given.getFirst()));
        context.formParamMap().forEach((name, given) -> values.put(name, given.getFirst()));
        return Optional.of(new Arguments(values));
    }

    Optional<String> token() {
        return text(TOKEN);
    }

    /** The argument as text; empty when it is absent, null or the empty string. */
    Optional<String> text(String name) {
        return values.path(name).asStringOpt().filter(value -> !value.isEmpty());
    }

    boolean flag(String name) {
        return text(name)
                .filter(value -> value.equals("true") || value.equals("1"))
                .isPresent();
    }

    int number(String name, int otherwise) {
        return text(name).flatMap(Arguments::digits).orElse(otherwise);
    }

    boolean has(String name) {
        return values.has(name) && !values.path(name).isNull();
    }

    /** A structure; text that is not JSON comes back as the string it is, for the rules to refuse. */
    Optional<JsonNode> json(String name) {
        var value = values.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(value.isString() ? Json.parse(value.stringValue()).orElse(value) : value);
    }

    /** All arguments but the token, for the traffic log. */
    String describe() {
        var shown = values.deepCopy();
        shown.remove(TOKEN);
        return Json.write(shown);
    }

    private static Optional<Integer> digits(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}

package sallyport.sandbox.aws.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The members of a JSON request. Reading one of the wrong type is refused as the services do; a member the operation
 * does not simulate is refused too, which the services would not do, so that nothing is silently ignored.
 */
public final class Members {
    private final JsonNode request;

    private Members(JsonNode request) {
        this.request = request;
    }

    public static Members of(JsonNode request, String... known) {
        if (!request.isObject()) {
            throw Refusal.of("SerializationException", "The request is not a JSON object");
        }
        var unknown = new HashSet<>(request.propertyNames());
        unknown.removeAll(Set.of(known));
        if (!unknown.isEmpty()) {
            throw Refusal.of("SerializationException", "The sandbox does not simulate the member(s) " + unknown);
        }
        return new Members(request);
    }

    public Optional<String> text(String name) {
        var value = present(name);
        value.filter(node -> !node.isString()).ifPresent(node -> wrongType(name, "a string"));
        return value.map(JsonNode::asString);
    }

    public String requiredText(String name) {
        return text(name).filter(value -> !value.isEmpty()).orElseThrow(() -> missing(name));
    }

    public List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (var element : present(name).orElse(Json.MAPPER.createArrayNode())) {
            if (!element.isString()) {
                wrongType(name, "a list of strings");
            }
            texts.add(element.asString());
        }
        return texts;
    }

    public Optional<Boolean> bool(String name) {
        var value = present(name);
        value.filter(node -> !node.isBoolean()).ifPresent(node -> wrongType(name, "a boolean"));
        return value.map(JsonNode::booleanValue);
    }

    public Optional<Long> integer(String name) {
        var value = present(name);
        value.filter(node -> !node.isIntegralNumber()).ifPresent(node -> wrongType(name, "an integer"));
        return value.map(JsonNode::longValue);
    }

    /** A page size: at most the default, at least 1. */
    public int limit(String name, int largest, int standard) {
        long limit = integer(name).orElse((long) standard);
        if (limit < 1 || limit > largest) {
            throw Refusal.of("InvalidParameterException", name + " must be between 1 and " + largest + ".");
        }
        return (int) limit;
    }

    /** The member as it is, for what has a structure. */
    public Optional<JsonNode> present(String name) {
        return Optional.ofNullable(request.get(name)).filter(node -> !node.isNull());
    }

    private static Refusal missing(String name) {
        return Refusal.of("InvalidParameterException", name + " can not be blank.");
    }

    private static void wrongType(String name, String expected) {
        throw Refusal.of("SerializationException", "The member " + name + " is not " + expected);
    }
}

package sallyport.sandbox.slack.blocks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The fields one kind of object has. Anything else is refused, so that a misspelt field cannot pass unnoticed. */
final class Shape implements Rule {
    private final Map<String, Rule> fields = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();

    static Shape object() {
        return new Shape();
    }

    /** A block or element: {@code type} and {@code block_id} or {@code action_id} are understood. */
    static Shape typed() {
        return object().optional("type", (node, at, complaints) -> {});
    }

    Shape required(String name, Rule rule) {
        required.add(name);
        return optional(name, rule);
    }

    Shape optional(String name, Rule rule) {
        fields.put(name, rule);
        return this;
    }

    @Override
    public void check(JsonNode node, String pointer, Collection<String> complaints) {
        if (!node.isObject()) {
            Rule.complain(complaints, "must be an object", pointer);
            return;
        }
        for (var name : required) {
            if (!node.has(name)) {
                Rule.complain(complaints, "missing required field: " + name, pointer);
            }
        }
        node.forEachEntry((name, value) -> {
            var rule = fields.get(name);
            if (rule == null) {
                Rule.complain(complaints, "no more properties are allowed, found: " + name, pointer);
            } else {
                rule.check(value, pointer + "/" + name, complaints);
            }
        });
    }
}

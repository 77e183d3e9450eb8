package sallyport.sandbox.slack.blocks;

import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Objects told apart by their {@code type}; a type the sandbox does not simulate is refused by name. */
record ByType(String noun, Map<String, Rule> rules) implements Rule {
    ByType {
        rules = Map.copyOf(rules);
    }

    @Override
    public void check(JsonNode node, String pointer, Collection<String> complaints) {
        var type = node.path("type").asString("");
        var rule = rules.get(type);
        if (rule == null) {
            var known = String.join(", ", new TreeSet<>(rules.keySet()));
            Rule.complain(complaints, "unsupported " + noun + ": " + type + " (here: " + known + ")", pointer);
        } else {
            rule.check(node, pointer, complaints);
        }
    }
}

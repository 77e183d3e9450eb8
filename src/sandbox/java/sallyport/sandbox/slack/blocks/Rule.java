package sallyport.sandbox.slack.blocks;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What one JSON value may be. Complaints are worded as Slack words them, each ending in a JSON pointer. */
@FunctionalInterface
interface Rule {
    void check(JsonNode node, String pointer, Collection<String> complaints);

    static void complain(Collection<String> complaints, String sentence, String pointer) {
        complaints.add(sentence + " [json-pointer:" + pointer + "]");
    }

    static Rule bool() {
        return (node, at, complaints) -> {
            if (!node.isBoolean()) {
                complain(complaints, "must be a boolean", at);
            }
        };
    }

    static Rule integer(int least, int most) {
        return (node, at, complaints) -> {
            if (!node.isIntegralNumber() || node.asLong() < least || node.asLong() > most) {
                complain(complaints, "must be an integer from " + least + " to " + most, at);
            }
        };
    }

    /** A string of 1 to {@code most} characters. */
    static Rule text(int most) {
        return text(1, most);
    }

    static Rule text(int least, int most) {
        return (node, at, complaints) -> {
            if (!node.isString()) {
                complain(complaints, "must be a string", at);
            } else if (node.stringValue().length() < least) {
                complain(complaints, "must be more than " + (least - 1) + " characters", at);
            } else if (node.stringValue().length() > most) {
                complain(complaints, "must be less than " + (most + 1) + " characters", at);
            }
        };
    }

    static Rule oneOf(String... values) {
        var allowed = Set.of(values);
        return (node, at, complaints) -> {
            if (!node.isString() || !allowed.contains(node.stringValue())) {
                complain(complaints, "must be one of " + String.join(", ", values), at);
            }
        };
    }

    static Rule list(int least, int most, Rule item) {
        return (node, at, complaints) -> {
            if (!node.isArray()) {
                complain(complaints, "must be an array", at);
                return;
            }
            if (node.size() < least) {
                complain(complaints, "must have at least " + least + " item" + (least == 1 ? "" : "s"), at);
            }
            if (node.size() > most) {
                complain(complaints, "no more than " + most + " items allowed", at);
            }
            for (var i = 0; i < node.size(); i++) {
                item.check(node.path(i), at + "/" + i, complaints);
            }
        };
    }

    static Rule both(Rule first, Rule second) {
        return (node, at, complaints) -> List.of(first, second).forEach(rule -> rule.check(node, at, complaints));
    }
}

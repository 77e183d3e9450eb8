package sallyport.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import sallyport.watch.RoleFacts.Condition;
import sallyport.watch.RoleFacts.Trust;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A role's trust policy, as far as it is about services. */
final class TrustPolicy {
    private static final JsonMapper JSON = JsonMapper.shared();

    private TrustPolicy() {}

    /**
     * Reads what IAM gave.
     *
     * @param document JSON, percent-encoded by RFC 3986
     */
    static List<Trust> read(String document) {
        var text = URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
        var statements = new ArrayList<Trust>();
        each(JSON.readTree(text).path("Statement")).forEach(statement -> statements.add(statement(statement)));
        return statements;
    }

    private static Trust statement(JsonNode statement) {
        var principal = statement.path("Principal");
        return new Trust(
                statement.path("Effect").asString("").equals("Allow"),
                principal.isString() ? List.of(principal.asString()) : texts(principal.path("Service")),
                texts(statement.path("Action")),
                conditions(statement.path("Condition")));
    }

    private static List<Condition> conditions(JsonNode operators) {
        var conditions = new ArrayList<Condition>();
        operators
                .properties()
                .forEach(operator -> operator.getValue()
                        .properties()
                        .forEach(key ->
                                conditions.add(new Condition(operator.getKey(), key.getKey(), texts(key.getValue())))));
        return conditions;
    }

    /** IAM lets one value stand for a list of one. */
    private static List<String> texts(JsonNode node) {
        return each(node).stream().map(value -> value.asString("")).toList();
    }

    private static List<JsonNode> each(JsonNode node) {
        if (node.isMissingNode()) {
            return List.of();
        }
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false).toList() : List.of(node);
    }
}

package sallyport.aws;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The policy of a VPC endpoint: either the one AWS gives, which allows everything, or something to be read by people.
 */
final class EndpointPolicy {
    private EndpointPolicy() {}

    static boolean allowsAll(String document) {
        if (document.isEmpty()) {
            return true;
        }
        try {
            var statements = JsonMapper.shared().readTree(document).path("Statement");
            return statements.size() == 1 && allowsAll(statements.isArray() ? statements.get(0) : statements);
        } catch (JacksonException e) {
            return false;
        }
    }

    private static boolean allowsAll(JsonNode statement) {
        return statement.path("Effect").asString("").equals("Allow")
                && statement.path("Action").asString("").equals("*")
                && statement.path("Resource").asString("").equals("*")
                && statement.path("Principal").asString("").equals("*")
                && statement.path("Condition").isMissingNode();
    }
}

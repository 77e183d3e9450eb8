package sallyport.sandbox.aws.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** One statement of a policy document. */
record Statement(
        boolean allow,
        List<String> actions,
        List<String> notActions,
        List<String> resources,
        List<String> notResources,
        List<String> principals,
        List<Condition> conditions) {

    static Statement parse(JsonNode node) {
        var effect = node.path("Effect").asString("");
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new IllegalArgumentException("Effect is Allow or Deny, not " + effect);
        }
        return new Statement(
                effect.equals("Allow"),
                texts(node.path("Action")),
                texts(node.path("NotAction")),
                texts(node.path("Resource")),
                texts(node.path("NotResource")),
                principals(node.path("Principal")),
                conditions(node.path("Condition")));
    }

    private static List<String> texts(JsonNode oneOrMany) {
        if (oneOrMany.isValueNode()) {
            return List.of(oneOrMany.asString());
        }
        return StreamSupport.stream(oneOrMany.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static List<String> principals(JsonNode principal) {
        if (principal.isString()) {
            return List.of(principal.asString());
        }
        return principal.properties().stream()
                .flatMap(kind -> texts(kind.getValue()).stream())
                .toList();
    }

    private static List<Condition> conditions(JsonNode block) {
        var conditions = new ArrayList<Condition>();
        block.properties()
                .forEach(operator -> operator.getValue()
                        .properties()
                        .forEach(key ->
                                conditions.add(new Condition(operator.getKey(), key.getKey(), texts(key.getValue())))));
        return List.copyOf(conditions);
    }

    /** Whether it speaks of this action on this resource, whatever its conditions say. */
    boolean isAbout(String action, String resource) {
        return (actions.stream().anyMatch(pattern -> Wildcard.matchesAction(pattern, action))
                        || (!notActions.isEmpty()
                                && notActions.stream().noneMatch(pattern -> Wildcard.matchesAction(pattern, action))))
                && isAboutResource(resource);
    }

    private boolean isAboutResource(String resource) {
        if (resources.isEmpty() && notResources.isEmpty()) {
            return true;
        }
        return resources.stream().anyMatch(pattern -> Wildcard.matches(pattern, resource))
                || (!notResources.isEmpty()
                        && notResources.stream().noneMatch(pattern -> Wildcard.matches(pattern, resource)));
    }

    /** Whether it names one of these principals. */
    boolean names(List<String> callers) {
        return principals.contains("*") || callers.stream().anyMatch(principals::contains);
    }

    boolean holds(RequestContext context) {
        return conditions.stream().allMatch(condition -> condition.holds(context));
    }

    Stream<String> undecided(RequestContext context) {
        return conditions.stream()
                .filter(condition -> condition.isUndecided(context))
                .map(Condition::key);
    }
}

package sallyport.sandbox.aws.api;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import sallyport.sandbox.aws.wire.Refusal;
import tools.jackson.databind.node.ObjectNode;

/** The filters of a description: all must fit, each by any of its values. One that is not simulated is refused. */
final class Ec2Filters {
    private final List<QueryMembers> asked;
    private final Map<String, Function<ObjectNode, List<String>>> known;

    Ec2Filters(List<QueryMembers> asked, Map<String, Function<ObjectNode, List<String>>> known) {
        this.asked = asked;
        this.known = known;
    }

    static Function<ObjectNode, List<String>> member(String name) {
        return node -> List.of(node.path(name).asString(""));
    }

    static Function<ObjectNode, List<String>> each(String list, String name) {
        return node -> StreamSupport.stream(node.path(list).spliterator(), false)
                .map(element -> element.path(name).asString(""))
                .toList();
    }

    boolean let(ObjectNode node) {
        return asked.stream().allMatch(filter -> fits(filter, node));
    }

    private boolean fits(QueryMembers filter, ObjectNode node) {
        var name = filter.required("Name");
        var present = known.get(name);
        if (present == null) {
            throw Refusal.of("InvalidParameterValue", "The filter '" + name + "' is invalid");
        }
        return present.apply(node).stream().anyMatch(filter.texts("Value")::contains);
    }
}

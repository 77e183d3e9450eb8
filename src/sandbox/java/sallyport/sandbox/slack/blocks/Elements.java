package sallyport.sandbox.slack.blocks;

import java.util.Optional;
import java.util.stream.Stream;
import sallyport.sandbox.slack.workspace.Ids;
import sallyport.sandbox.slack.workspace.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds interactive elements in blocks. Stateless. */
public final class Elements {

    /** An element and the block it sits in. */
    public record Placed(ObjectNode block, ObjectNode element) {
        public String blockId() {
            return block.path("block_id").asString("");
        }

        public String actionId() {
            return element.path("action_id").asString("");
        }

        public String type() {
            return element.path("type").asString("");
        }

        public boolean isOptional() {
            return block.path("optional").asBoolean(false);
        }

        public boolean isInput() {
            return block.path("type").asString("").equals("input");
        }
    }

    private Elements() {}

    /** In reading order. */
    public static Stream<Placed> all(JsonNode blocks) {
        return blocks.valueStream()
                .filter(ObjectNode.class::isInstance)
                .flatMap(block -> interactive(block).map(element -> new Placed((ObjectNode) block, element)));
    }

    /** The element with this action id; a block id picks among several. */
    public static Optional<Placed> find(JsonNode blocks, String actionId, Optional<String> blockId) {
        return all(blocks)
                .filter(placed -> placed.actionId().equals(actionId))
                .filter(placed -> blockId.isEmpty() || blockId.get().equals(placed.blockId()))
                .findFirst();
    }

    /** A copy in which every block and element has an id, as Slack adds them. */
    public static ArrayNode withIds(JsonNode blocks, Ids ids) {
        var copy = Json.array();
        blocks.forEach(block -> copy.add(block.deepCopy()));
        copy.forEach(block -> {
            addId(block, "block_id", ids);
            interactive(block).forEach(element -> addId(element, "action_id", ids));
        });
        return copy;
    }

    static Stream<ObjectNode> interactive(JsonNode block) {
        return switch (block.path("type").asString("")) {
            case "actions" -> objects(block.path("elements").valueStream());
            case "input" -> objects(Stream.of(block.path("element")));
            case "section" ->
                objects(Stream.of(block.path("accessory")))
                        .filter(element -> !element.path("type").asString("").equals("image"));
            default -> Stream.empty();
        };
    }

    private static Stream<ObjectNode> objects(Stream<JsonNode> nodes) {
        return nodes.filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
    }

    private static void addId(JsonNode node, String field, Ids ids) {
        if (node instanceof ObjectNode object && Json.text(object, field).isEmpty()) {
            object.put(field, ids.secret().substring(0, 5));
        }
    }
}

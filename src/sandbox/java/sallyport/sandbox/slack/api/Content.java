package sallyport.sandbox.slack.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import sallyport.sandbox.slack.blocks.BlockRules;
import sallyport.sandbox.slack.blocks.Elements;
import sallyport.sandbox.slack.blocks.TextTotal;
import sallyport.sandbox.slack.workspace.Ids;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The part of a chat call that is said: text, blocks (empty when the call names none) and metadata. */
record Content(String text, Optional<ArrayNode> blocks, Optional<JsonNode> metadata) {

    /** Goes on with the content, or answers why Slack would not take it. */
    static Answer of(Arguments arguments, Ids ids, Function<Content, Answer> then) {
        if (arguments.has("attachments")) {
            return Answer.refused("invalid_arguments", List.of("attachments are not simulated, use blocks"));
        }
        var blocks = arguments.json("blocks");
        var text = arguments.text("text").orElse("");
        if (text.isEmpty() && blocks.filter(given -> !given.isEmpty()).isEmpty()) {
            return Answer.refused("no_text");
        }
        var complaints = blocks.map(BlockRules::message).orElse(List.of());
        if (!complaints.isEmpty()) {
            return Answer.refused("invalid_blocks", complaints);
        }
        if (blocks.filter(TextTotal::isTooLong).isPresent()) {
            return Answer.refused("msg_blocks_too_long");
        }
        var metadata = arguments.json("metadata");
        if (metadata.filter(given -> !isMetadata(given)).isPresent()) {
            return Answer.refused("invalid_metadata_format");
        }
        return then.apply(new Content(text, blocks.map(given -> Elements.withIds(given, ids)), metadata));
    }

    private static boolean isMetadata(JsonNode node) {
        return node.path("event_type").isString() && node.path("event_payload").isObject();
    }
}

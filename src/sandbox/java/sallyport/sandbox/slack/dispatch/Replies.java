package sallyport.sandbox.slack.dispatch;

import java.util.Optional;
import sallyport.sandbox.slack.blocks.BlockRules;
import sallyport.sandbox.slack.blocks.Elements;
import sallyport.sandbox.slack.blocks.TextTotal;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.ResponseUrls;
import sallyport.sandbox.slack.workspace.Seed;
import sallyport.sandbox.slack.workspace.Workspace;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns what the application answers to a command or posts to a response URL into messages. */
final class Replies {
    private final Workspace workspace;

    Replies(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Plain text becomes an ephemeral message. The answer is Slack's error, or empty when all went well. */
    Optional<String> apply(ResponseUrls.Target target, String body) {
        return apply(
                target, Json.parseObject(body).orElseGet(() -> Json.object().put("text", body)));
    }

    Optional<String> apply(ResponseUrls.Target target, ObjectNode reply) {
        if (reply.path("delete_original").asBoolean(false)) {
            target.original().ifPresent(message -> workspace.messages().remove(message.channel(), message.ts()));
            return Optional.empty();
        }
        var blocks = reply.path("blocks").isMissingNode() ? Json.array() : reply.path("blocks");
        var text = Json.text(reply, "text").orElse("");
        if (text.isEmpty() && blocks.isEmpty()) {
            return Optional.of("no_text");
        }
        var complaints = BlockRules.message(blocks);
        if (!complaints.isEmpty()) {
            return Optional.of("invalid_blocks: " + String.join("; ", complaints));
        }
        if (TextTotal.isTooLong(blocks)) {
            return Optional.of("msg_blocks_too_long");
        }
        var withIds = Elements.withIds(blocks, workspace.ids());
        if (reply.path("replace_original").asBoolean(false) && target.original().isPresent()) {
            replace(target.original().get(), text, withIds);
        } else {
            post(target, reply, text, withIds);
        }
        return Optional.empty();
    }

    private void replace(Message original, String text, ArrayNode blocks) {
        workspace
                .messages()
                .edit(
                        original.channel(),
                        original.ts(),
                        message -> message.edited(workspace.timestamps().next(), text, blocks, message.metadata()));
    }

    private void post(ResponseUrls.Target target, ObjectNode reply, String text, ArrayNode blocks) {
        var message = Message.of(target.channel(), workspace.timestamps().next(), Seed.BOT_ID, text)
                .inThread(Json.text(reply, "thread_ts").or(() -> threadOf(target)))
                .withBlocks(blocks);
        var inChannel = reply.path("response_type").asString("").equals("in_channel");
        workspace.messages().add(inChannel ? message : message.visibleOnlyTo(target.user()));
    }

    /** An ephemeral answer to a click on a reply appears beside that reply. */
    private static Optional<String> threadOf(ResponseUrls.Target target) {
        return target.original().flatMap(Message::threadTs);
    }
}

package sallyport.sandbox.slack.workspace;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message as Slack keeps it. {@code onlyFor} makes it ephemeral: one person sees it and it is no part of the history.
 * The JSON components are never changed after construction.
 */
public record Message(
        String channel,
        String ts,
        Optional<String> threadTs,
        String user,
        String text,
        ArrayNode blocks,
        ArrayNode files,
        Optional<JsonNode> metadata,
        Optional<String> editedTs,
        Optional<String> onlyFor) {

    public static Message of(String channel, String ts, String user, String text) {
        return new Message(
                channel,
                ts,
                Optional.empty(),
                user,
                text,
                Json.array(),
                Json.array(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Message inThread(Optional<String> thread) {
        return new Message(channel, ts, thread, user, text, blocks, files, metadata, editedTs, onlyFor);
    }

    public Message withBlocks(ArrayNode changed) {
        return new Message(channel, ts, threadTs, user, text, changed, files, metadata, editedTs, onlyFor);
    }

    public Message withFiles(ArrayNode changed) {
        return new Message(channel, ts, threadTs, user, text, blocks, changed, metadata, editedTs, onlyFor);
    }

    public Message withMetadata(Optional<JsonNode> changed) {
        return new Message(channel, ts, threadTs, user, text, blocks, files, changed, editedTs, onlyFor);
    }

    public Message edited(String at, String newText, ArrayNode newBlocks, Optional<JsonNode> newMetadata) {
        return new Message(
                channel, ts, threadTs, user, newText, newBlocks, files, newMetadata, Optional.of(at), onlyFor);
    }

    public Message visibleOnlyTo(String person) {
        return new Message(channel, ts, threadTs, user, text, blocks, files, metadata, editedTs, Optional.of(person));
    }

    public boolean isReply() {
        return threadTs.filter(thread -> !thread.equals(ts)).isPresent();
    }

    public boolean isByApp() {
        return user.equals(Seed.BOT_ID);
    }

    public boolean isSeenBy(String person) {
        return onlyFor.isEmpty() || onlyFor.get().equals(person);
    }

    /** Slack's message object. */
    public ObjectNode toJson() {
        var json = Json.object().put("type", "message").put("user", user).put("ts", ts);
        json.put("text", text).put("team", Seed.TEAM_ID).put("channel", channel);
        if (isByApp()) {
            json.put("bot_id", Seed.BOT_PROFILE_ID).put("app_id", Seed.APP_ID);
        }
        threadTs.ifPresent(thread -> json.put("thread_ts", thread));
        if (!blocks.isEmpty()) {
            json.set("blocks", blocks.deepCopy());
        }
        if (!files.isEmpty()) {
            json.set("files", files.deepCopy());
        }
        metadata.ifPresent(value -> json.set("metadata", value.deepCopy()));
        editedTs.ifPresent(at -> json.putObject("edited").put("user", user).put("ts", at));
        onlyFor.ifPresent(person -> json.put("is_ephemeral", true).put("subtype", "ephemeral"));
        return json;
    }
}

package sallyport.sandbox.slack.workspace;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A modal or Home tab shown to one person. {@code content} is what the app sent, never changed after construction;
 * {@code errors} are the sentences under inputs after a refused submission, by block id.
 */
public record View(
        String id,
        String user,
        String hash,
        String rootId,
        Optional<String> previousId,
        ObjectNode content,
        Map<String, String> errors) {
    public View {
        errors = Map.copyOf(errors);
    }

    public View withContent(String newHash, ObjectNode newContent) {
        return new View(id, user, newHash, rootId, previousId, newContent, Map.of());
    }

    public View withErrors(Map<String, String> refused) {
        return new View(id, user, hash, rootId, previousId, content, refused);
    }

    public Optional<String> externalId() {
        return Json.text(content, "external_id");
    }

    public ArrayNode blocks() {
        return content.path("blocks") instanceof ArrayNode array ? array : Json.array();
    }

    public boolean flag(String name) {
        return content.path(name).asBoolean(false);
    }

    /** Slack's view object with the values people have entered so far. */
    public ObjectNode toJson(JsonNode stateValues) {
        var json = Json.object().put("id", id).put("team_id", Seed.TEAM_ID);
        json.setAll(content.deepCopy());
        for (var text : new String[] {"private_metadata", "callback_id", "external_id"}) {
            json.put(text, Json.text(content, text).orElse(""));
        }
        for (var part : new String[] {"title", "submit", "close"}) {
            json.set(part, content.path(part).isObject() ? content.path(part) : json.nullNode());
        }
        json.put("clear_on_close", flag("clear_on_close")).put("notify_on_close", flag("notify_on_close"));
        json.putObject("state").set("values", stateValues.deepCopy());
        json.put("hash", hash).put("root_view_id", rootId);
        previousId.ifPresentOrElse(
                previous -> json.put("previous_view_id", previous), () -> json.putNull("previous_view_id"));
        return json.put("app_id", Seed.APP_ID)
                .put("app_installed_team_id", Seed.TEAM_ID)
                .put("bot_id", Seed.BOT_PROFILE_ID);
    }
}

package sallyport.sandbox.slack.workspace;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A user group ({@code @sre}); a disabled one keeps its members but should count for nobody. */
public record UserGroup(String id, String handle, List<String> users, boolean enabled) {
    public UserGroup {
        users = List.copyOf(users);
    }

    /** Slack's user group object; a disabled group carries a {@code date_delete} above zero. */
    public ObjectNode toJson(boolean includeUsers) {
        var json = Json.object()
                .put("id", id)
                .put("team_id", Seed.TEAM_ID)
                .put("is_usergroup", true)
                .put("name", handle)
                .put("handle", handle)
                .put("date_delete", enabled ? 0 : 1)
                .put("user_count", users.size());
        if (includeUsers) {
            json.set("users", Json.array(users));
        }
        return json;
    }
}

package sallyport.sandbox.slack.workspace;

import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** A member of the workspace. {@code role} is what the page's user switcher says about them, unknown to the Web API. */
public record Person(String id, String name, String realName, String role, Set<Trait> traits) {

    /** What makes somebody not an ordinary member; the wire name is the flag of Slack's user object. */
    public enum Trait {
        BOT("is_bot"),
        GUEST("is_restricted"),
        SINGLE_CHANNEL_GUEST("is_ultra_restricted"),
        STRANGER("is_stranger"),
        DELETED("deleted");

        private final String flag;

        Trait(String flag) {
            this.flag = flag;
        }

        public String flag() {
            return flag;
        }
    }

    public Person {
        traits = Set.copyOf(traits);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    public Person withTraits(Set<Trait> changed) {
        return new Person(id, name, realName, role, changed);
    }

    /** Slack's user object; somebody from another company carries that company's team id. */
    public ObjectNode toJson() {
        var json = Json.object()
                .put("id", id)
                .put("team_id", is(Trait.STRANGER) ? "T0ELSEWHERE" : Seed.TEAM_ID)
                .put("name", name)
                .put("real_name", realName)
                .put("is_admin", false)
                .put("is_owner", false)
                .put("is_app_user", false)
                .put("has_2fa", true)
                .put("tz", "Etc/UTC")
                .put("updated", 0);
        for (var trait : Trait.values()) {
            json.put(trait.flag(), is(trait));
        }
        json.putObject("profile")
                .put("display_name", name)
                .put("real_name", realName)
                .put("email", name + "@sandbox.invalid");
        return json;
    }
}

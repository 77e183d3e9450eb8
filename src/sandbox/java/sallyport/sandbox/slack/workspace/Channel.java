package sallyport.sandbox.slack.workspace;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** A conversation; {@code members} are user ids. A direct message names the person the app talks to. */
public record Channel(String id, String name, Set<String> members, Set<Trait> traits, Optional<String> directWith) {

    /** What makes a conversation not an ordinary public channel; the wire name is Slack's flag. */
    public enum Trait {
        PRIVATE("is_private"),
        ARCHIVED("is_archived"),
        EXTERNALLY_SHARED("is_ext_shared"),
        PENDING_EXTERNALLY_SHARED("is_pending_ext_shared");

        private final String flag;

        Trait(String flag) {
            this.flag = flag;
        }

        public String flag() {
            return flag;
        }
    }

    public Channel {
        members = Set.copyOf(members);
        traits = Set.copyOf(traits);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    public boolean isDirect() {
        return directWith.isPresent();
    }

    public boolean hasApp() {
        return members.contains(Seed.BOT_ID);
    }

    /** Whether this person sees the conversation: a public channel is open to all, the rest only to members. */
    public boolean isVisibleTo(String user) {
        return members.contains(user) || !(isDirect() || is(Trait.PRIVATE));
    }

    public Channel withTraits(Set<Trait> changed) {
        return new Channel(id, name, members, changed, directWith);
    }

    public Channel with(String member, boolean joined) {
        var changed = new LinkedHashSet<>(members);
        if (joined) {
            changed.add(member);
        } else {
            changed.remove(member);
        }
        return new Channel(id, name, changed, traits, directWith);
    }

    /** The name commands and clicks carry: Slack says {@code directmessage} for a direct message. */
    public String dispatchName() {
        return isDirect() ? "directmessage" : name;
    }

    /** Slack's conversation object as the app sees it. */
    public ObjectNode toJson() {
        var json = Json.object().put("id", id);
        directWith.ifPresentOrElse(user -> json.put("user", user), () -> json.put("name", name));
        json.put("is_channel", !isDirect() && !is(Trait.PRIVATE))
                .put("is_group", is(Trait.PRIVATE))
                .put("is_im", isDirect())
                .put("is_mpim", false)
                .put("is_member", hasApp())
                .put("is_shared", is(Trait.EXTERNALLY_SHARED))
                .put("is_org_shared", false)
                .put("num_members", members.size())
                .put("context_team_id", Seed.TEAM_ID);
        for (var trait : Trait.values()) {
            json.put(trait.flag(), is(trait));
        }
        return json;
    }
}

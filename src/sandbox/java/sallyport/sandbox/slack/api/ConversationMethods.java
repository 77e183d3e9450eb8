package sallyport.sandbox.slack.api;

import static sallyport.sandbox.slack.api.Method.Tier.TIER_2;
import static sallyport.sandbox.slack.api.Method.Tier.TIER_3;

import java.util.List;
import java.util.Optional;
import sallyport.sandbox.slack.workspace.Channel;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.Workspace;
import tools.jackson.databind.JsonNode;

/** {@code conversations.*}. */
final class ConversationMethods {
    private static final int DEFAULT_LIMIT = 100;

    private final Workspace workspace;
    private final Conversations conversations;

    ConversationMethods(Workspace workspace, Conversations conversations) {
        this.workspace = workspace;
        this.conversations = conversations;
    }

    List<Method> methods() {
        return List.of(
                new Method("conversations.info", TIER_3, this::info),
                new Method("conversations.list", TIER_2, this::list),
                new Method("conversations.open", TIER_3, this::open),
                new Method("conversations.history", TIER_3, this::history),
                new Method("conversations.replies", TIER_3, this::replies));
    }

    private Answer info(Arguments arguments) {
        return conversations.known(
                arguments, channel -> Answer.ok(Json.object().setAll(java.util.Map.of("channel", channel.toJson()))));
    }

    private Answer list(Arguments arguments) {
        var types = List.of(arguments.text("types").orElse("public_channel").split(","));
        var seen = workspace.directory().channels().stream()
                .filter(channel -> types.contains(typeOf(channel)))
                .filter(channel -> channel.hasApp() || !channel.is(Channel.Trait.PRIVATE))
                .filter(channel -> !(arguments.flag("exclude_archived") && channel.is(Channel.Trait.ARCHIVED)))
                .<JsonNode>map(Channel::toJson)
                .toList();
        return Cursor.page("channels", seen, arguments, DEFAULT_LIMIT);
    }

    private static String typeOf(Channel channel) {
        if (channel.isDirect()) {
            return "im";
        }
        return channel.is(Channel.Trait.PRIVATE) ? "private_channel" : "public_channel";
    }

    private Answer open(Arguments arguments) {
        var users = arguments.text("users").orElse("");
        if (users.contains(",")) {
            return Answer.refused("invalid_arguments", List.of("group direct messages are not simulated"));
        }
        return workspace
                .directory()
                .person(users)
                .map(workspace.directory()::directMessage)
                .map(channel -> {
                    var answer = Json.object();
                    answer.putObject("channel").put("id", channel.id());
                    return Answer.ok(answer);
                })
                .orElseGet(() -> Answer.refused("user_not_found"));
    }

    /** Newest first, as Slack has it. */
    private Answer history(Arguments arguments) {
        return conversations.readable(arguments, channel -> {
            var roots = workspace.messages().roots(channel.id()).reversed();
            return Cursor.page("messages", inRange(roots, arguments), arguments, DEFAULT_LIMIT);
        });
    }

    /** Oldest first, the root included; for a reply's own timestamp, that reply alone. */
    private Answer replies(Arguments arguments) {
        return conversations.readable(arguments, channel -> {
            var thread = arguments
                    .text("ts")
                    .flatMap(ts -> workspace.messages().find(channel.id(), ts))
                    .filter(root -> root.onlyFor().isEmpty())
                    .map(root -> workspace.messages().thread(channel.id(), root.ts()));
            return thread.map(
                            messages -> Cursor.page("messages", inRange(messages, arguments), arguments, DEFAULT_LIMIT))
                    .orElseGet(() -> Answer.refused("thread_not_found"));
        });
    }

    private List<JsonNode> inRange(List<Message> messages, Arguments arguments) {
        var oldest = arguments.text("oldest").orElse("");
        Optional<String> latest = arguments.text("latest");
        var inclusive = arguments.flag("inclusive");
        return messages.stream()
                .filter(message -> after(message.ts(), oldest, inclusive))
                .filter(message -> latest.isEmpty() || after(latest.get(), message.ts(), inclusive))
                .<JsonNode>map(message -> visible(message, arguments))
                .toList();
    }

    private static boolean after(String later, String earlier, boolean inclusive) {
        var order = later.compareTo(earlier);
        return order > 0 || (inclusive && order == 0);
    }

    /** Metadata is left out unless the call asks for it. */
    private JsonNode visible(Message message, Arguments arguments) {
        var json = workspace.messages().toJson(message);
        if (!arguments.flag("include_all_metadata")) {
            json.remove("metadata");
        }
        return json;
    }
}

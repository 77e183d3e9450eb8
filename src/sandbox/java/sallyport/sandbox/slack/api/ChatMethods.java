package sallyport.sandbox.slack.api;

import static sallyport.sandbox.slack.api.Method.Tier.POST;
import static sallyport.sandbox.slack.api.Method.Tier.TIER_3;
import static sallyport.sandbox.slack.api.Method.Tier.TIER_4;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import sallyport.sandbox.slack.workspace.Channel;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.Seed;
import sallyport.sandbox.slack.workspace.Workspace;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code chat.*}. */
final class ChatMethods {
    /** Longest text of an edit; longer is refused whole with {@code msg_too_long}. */
    static final int UPDATE_TEXT = 4_000;
    /** Longest text of a post; the rest is cut off with a warning. */
    static final int POST_TEXT = 40_000;

    private final Workspace workspace;
    private final Conversations conversations;
    private final Supplier<URI> endpoint;
    private final Consumer<Message> onPost;

    ChatMethods(Workspace workspace, Conversations conversations, Supplier<URI> endpoint, Consumer<Message> onPost) {
        this.workspace = workspace;
        this.conversations = conversations;
        this.endpoint = endpoint;
        this.onPost = onPost;
    }

    List<Method> methods() {
        return List.of(
                new Method("chat.postMessage", POST, this::postMessage),
                new Method("chat.postEphemeral", TIER_4, this::postEphemeral),
                new Method("chat.update", TIER_3, this::update),
                new Method("chat.delete", TIER_3, this::delete),
                new Method("chat.getPermalink", TIER_4, this::permalink));
    }

    private Answer postMessage(Arguments arguments) {
        return conversations.writable(
                arguments,
                channel -> Content.of(arguments, workspace.ids(), content -> {
                    var thread = arguments.text("thread_ts");
                    return conversations.root(channel, thread).orElseGet(() -> {
                        var message = message(channel, content, thread);
                        workspace.messages().add(message);
                        onPost.accept(message);
                        return posted(message, content);
                    });
                }));
    }

    private Answer postEphemeral(Arguments arguments) {
        return conversations.writable(
                arguments,
                channel -> Content.of(arguments, workspace.ids(), content -> {
                    var user = arguments.text("user").orElse("");
                    if (!channel.members().contains(user)) {
                        return Answer.refused("user_not_in_channel");
                    }
                    var message = message(channel, content, arguments.text("thread_ts"))
                            .visibleOnlyTo(user);
                    workspace.messages().add(message);
                    return Answer.ok(Json.object().put("message_ts", message.ts()));
                }));
    }

    private Message message(Channel channel, Content content, Optional<String> thread) {
        var text = content.text().length() > POST_TEXT ? content.text().substring(0, POST_TEXT) : content.text();
        return Message.of(channel.id(), workspace.timestamps().next(), Seed.BOT_ID, text)
                .inThread(thread)
                .withBlocks(content.blocks().orElseGet(Json::array))
                .withMetadata(content.metadata());
    }

    private Answer posted(Message message, Content content) {
        var answer = Json.object().put("channel", message.channel()).put("ts", message.ts());
        answer.set("message", message.toJson());
        if (content.text().length() > POST_TEXT) {
            answer.put("warning", "message_truncated");
            answer.putObject("response_metadata").putArray("warnings").add("message_truncated");
        }
        return Answer.ok(answer);
    }

    private Answer update(Arguments arguments) {
        return ownMessage(
                arguments,
                "cant_update_message",
                found -> Content.of(arguments, workspace.ids(), content -> {
                    if (content.text().length() > UPDATE_TEXT) {
                        return Answer.refused("msg_too_long");
                    }
                    var changed = workspace
                            .messages()
                            .edit(found.channel(), found.ts(), message -> edited(message, content, arguments));
                    return changed.map(this::updated).orElseGet(() -> Answer.refused("message_not_found"));
                }));
    }

    /** Blocks stay as they are when the call names none, buttons included, as in Slack. */
    private Message edited(Message message, Content content, Arguments arguments) {
        ArrayNode blocks = content.blocks().orElseGet(message::blocks);
        var text = arguments.has("text") ? content.text() : message.text();
        var metadata = content.metadata().or(message::metadata);
        return message.edited(workspace.timestamps().next(), text, blocks, metadata);
    }

    private Answer updated(Message message) {
        ObjectNode answer = Json.object().put("channel", message.channel()).put("ts", message.ts());
        answer.put("text", message.text()).set("message", message.toJson());
        return Answer.ok(answer);
    }

    /** A root with replies leaves a tombstone, so that its thread keeps its place. */
    private Answer delete(Arguments arguments) {
        return ownMessage(arguments, "cant_delete_message", message -> {
            if (workspace.messages().replies(message).isEmpty()) {
                workspace.messages().remove(message.channel(), message.ts());
            } else {
                workspace.messages().edit(message.channel(), message.ts(), this::tombstone);
            }
            return Answer.ok(Json.object().put("channel", message.channel()).put("ts", message.ts()));
        });
    }

    private Message tombstone(Message message) {
        return Message.of(message.channel(), message.ts(), Seed.SLACKBOT_ID, "This message was deleted.");
    }

    private Answer permalink(Arguments arguments) {
        return conversations.known(
                arguments,
                channel -> workspace
                        .messages()
                        .find(channel.id(), arguments.text("message_ts").orElse(""))
                        .filter(message -> message.onlyFor().isEmpty())
                        .map(message -> Answer.ok(
                                Json.object().put("channel", channel.id()).put("permalink", link(message))))
                        .orElseGet(() -> Answer.refused("message_not_found")));
    }

    private String link(Message message) {
        var path = "/archives/" + message.channel() + "/p" + message.ts().replace(".", "");
        var thread = message.threadTs().map(ts -> "?thread_ts=" + ts + "&cid=" + message.channel());
        return endpoint.get().resolve(path) + thread.orElse("");
    }

    private Answer ownMessage(Arguments arguments, String notOurs, Function<Message, Answer> then) {
        return conversations.writable(arguments, channel -> {
            var found =
                    workspace.messages().find(channel.id(), arguments.text("ts").orElse(""));
            if (found.isEmpty() || found.get().onlyFor().isPresent()) {
                return Answer.refused("message_not_found");
            }
            return found.get().isByApp() ? then.apply(found.get()) : Answer.refused(notOurs);
        });
    }
}

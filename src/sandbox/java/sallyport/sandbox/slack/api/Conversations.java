package sallyport.sandbox.slack.api;

import java.util.Optional;
import java.util.function.Function;
import sallyport.sandbox.slack.workspace.Channel;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.Workspace;

/** Which conversations the app may see and write to, and Slack's errors when it may not. */
final class Conversations {
    private final Workspace workspace;

    Conversations(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Goes on when the conversation exists as far as the app can see: private ones only when it is a member. */
    Answer known(Arguments arguments, Function<Channel, Answer> then) {
        var id = arguments.text("channel").or(() -> arguments.text("channel_id"));
        if (id.isEmpty()) {
            return Answer.missing("channel");
        }
        return resolve(id.get())
                .filter(channel -> channel.hasApp() || !channel.is(Channel.Trait.PRIVATE))
                .map(then)
                .orElseGet(() -> Answer.refused("channel_not_found"));
    }

    Answer readable(Arguments arguments, Function<Channel, Answer> then) {
        return known(arguments, channel -> channel.hasApp() ? then.apply(channel) : Answer.refused("not_in_channel"));
    }

    Answer writable(Arguments arguments, Function<Channel, Answer> then) {
        return readable(
                arguments,
                channel -> channel.is(Channel.Trait.ARCHIVED) ? Answer.refused("is_archived") : then.apply(channel));
    }

    /**
     * Why a reply cannot hang where the call says. Slack takes such a reply and shows it nowhere; the sandbox says so,
     * as nobody means it.
     */
    Optional<Answer> root(Channel channel, Optional<String> thread) {
        var found = thread.flatMap(ts -> workspace.messages().find(channel.id(), ts))
                .filter(message -> message.onlyFor().isEmpty());
        if (thread.isPresent() && found.isEmpty()) {
            return Optional.of(Answer.refused("thread_not_found"));
        }
        return found.filter(Message::isReply).map(reply -> Answer.refused("cannot_reply_to_message"));
    }

    /** A user id stands for the direct message with that person. */
    private Optional<Channel> resolve(String id) {
        return workspace
                .directory()
                .channel(id)
                .or(() -> workspace.directory().person(id).map(workspace.directory()::directMessage));
    }
}

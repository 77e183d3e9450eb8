package sallyport.sandbox.slack.workspace;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Every message, by conversation and timestamp. Thread-safe; an edit of one message is atomic. */
public final class Messages {
    /** Messages kept per conversation; the oldest goes first. A bound of the sandbox, not of Slack. */
    static final int MAX_PER_CHANNEL = 20_000;

    private final Map<String, ConcurrentNavigableMap<String, Message>> byChannel = new ConcurrentHashMap<>();
    private final Changes changes;

    Messages(Changes changes) {
        this.changes = changes;
    }

    void reset() {
        byChannel.clear();
    }

    public void add(Message message) {
        var channel = of(message.channel());
        channel.put(message.ts(), message);
        if (channel.size() > MAX_PER_CHANNEL) {
            channel.pollFirstEntry();
        }
        changes.channel(message.channel());
    }

    public Optional<Message> find(String channel, String ts) {
        return Optional.ofNullable(of(channel).get(ts));
    }

    /** The changed message; empty when there is none with this timestamp. */
    public Optional<Message> edit(String channel, String ts, UnaryOperator<Message> change) {
        var changed = of(channel).computeIfPresent(ts, (key, message) -> change.apply(message));
        changes.channel(channel);
        return Optional.ofNullable(changed);
    }

    public void remove(String channel, String ts) {
        of(channel).remove(ts);
        changes.channel(channel);
    }

    /** Oldest first: the history everybody sees, without replies. */
    public List<Message> roots(String channel) {
        return all(channel)
                .filter(message -> message.onlyFor().isEmpty() && !message.isReply())
                .toList();
    }

    /** Oldest first: a thread's root and its replies; empty when there is no such root. */
    public List<Message> thread(String channel, String rootTs) {
        return all(channel)
                .filter(message -> message.onlyFor().isEmpty() && belongs(message, rootTs))
                .toList();
    }

    /** Oldest first: what only this person sees in this conversation, threads included. */
    public List<Message> ephemerals(String channel, String person) {
        return all(channel)
                .filter(message -> message.onlyFor().filter(person::equals).isPresent())
                .toList();
    }

    /** Slack's message object; a thread's root also says how many replies it has and from whom. */
    public ObjectNode toJson(Message message) {
        var json = message.toJson();
        var replies = replies(message);
        if (!message.isReply() && !replies.isEmpty()) {
            json.put("thread_ts", message.ts())
                    .put("reply_count", replies.size())
                    .put("latest_reply", replies.getLast().ts());
            json.set(
                    "reply_users",
                    Json.array(replies.stream().map(Message::user).distinct().toList()));
        }
        return json;
    }

    public List<Message> replies(Message root) {
        return thread(root.channel(), root.ts()).stream()
                .filter(Message::isReply)
                .toList();
    }

    private static boolean belongs(Message message, String rootTs) {
        return message.ts().equals(rootTs)
                || message.threadTs().filter(rootTs::equals).isPresent();
    }

    private Stream<Message> all(String channel) {
        return of(channel).values().stream();
    }

    private ConcurrentNavigableMap<String, Message> of(String channel) {
        return byChannel.computeIfAbsent(channel, key -> new ConcurrentSkipListMap<>());
    }
}

package sallyport.sandbox.slack.workspace;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How far each person has read each conversation. Thread-safe. */
public final class ReadMarks {
    private record Key(String user, String channel) {}

    private final Map<Key, String> lastRead = new ConcurrentHashMap<>();
    private final Messages messages;

    ReadMarks(Messages messages) {
        this.messages = messages;
    }

    void reset() {
        lastRead.clear();
    }

    /** Everything in this conversation counts as read by this person. */
    public void read(String user, String channel) {
        var history = messages.roots(channel);
        if (!history.isEmpty()) {
            lastRead.merge(
                    new Key(user, channel), history.getLast().ts(), (old, now) -> old.compareTo(now) > 0 ? old : now);
        }
    }

    /** Messages by others that came after the last one read. */
    public long unread(String user, String channel) {
        var mark = lastRead.getOrDefault(new Key(user, channel), "");
        return messages.roots(channel).stream()
                .filter(message ->
                        message.ts().compareTo(mark) > 0 && !message.user().equals(user))
                .count();
    }
}

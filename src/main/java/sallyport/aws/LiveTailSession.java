package sallyport.aws;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;
import software.amazon.awssdk.eventstream.MessageDecoder;
import software.amazon.awssdk.http.AbortableInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Live Tail session as it is read: an event stream, whose frames the SDK decodes, of JSON. AWS sends an update each
 * second, also an empty one, so that silence for longer than the socket's timeout is a broken wire. Not thread-safe.
 */
final class LiveTailSession implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int BUFFER_BYTES = 16_384;

    private final AbortableInputStream content;
    private final MessageDecoder decoder = new MessageDecoder();
    private final Queue<Message> decoded = new ArrayDeque<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long serial;

    sealed interface Told {
        /**
         * A second's lines.
         *
         * @param sampled whether there were more
         */
        record Update(List<LogEvent> events, boolean sampled) implements Told {
            public Update {
                events = List.copyOf(events);
            }
        }

        /** AWS ends the session. */
        record Ended(String type, String message) implements Told {}
    }

    LiveTailSession(AbortableInputStream content) {
        this.content = content;
    }

    /**
     * The next update, or the end.
     *
     * @throws IOException if the wire broke, or what came over it is no event stream
     */
    Told next() throws IOException {
        while (true) {
            var message = message();
            var headers = message.getHeaders();
            var kind = text(headers, ":message-type");
            if (kind.equals("exception") || kind.equals("error")) {
                var type = kind.equals("error") ? ":error-code" : ":exception-type";
                return new Told.Ended(
                        text(headers, type), json(message).path("message").asString(""));
            }
            if (text(headers, ":event-type").equals("sessionUpdate")) {
                return update(json(message));
            }
        }
    }

    private Message message() throws IOException {
        while (decoded.isEmpty()) {
            int read = content.read(buffer);
            if (read < 0) {
                throw new IOException("The event stream ended without saying so");
            }
            try {
                decoder.feed(buffer, 0, read);
            } catch (IllegalArgumentException e) {
                throw new IOException("The event stream cannot be decoded", e);
            }
            decoded.addAll(decoder.getDecodedMessages());
        }
        return decoded.remove();
    }

    private static String text(Map<String, HeaderValue> headers, String name) {
        var value = headers.get(name);
        return value == null ? "" : value.getString();
    }

    private static JsonNode json(Message message) throws IOException {
        try {
            return JSON.readTree(new String(message.getPayload(), StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new IOException("A message of the event stream is not JSON", e);
        }
    }

    private Told.Update update(JsonNode update) {
        var events = new ArrayList<LogEvent>();
        update.path("sessionResults").forEach(result -> events.add(event(result)));
        return new Told.Update(
                events, update.path("sessionMetadata").path("sampled").asBoolean(false));
    }

    /** An event has no id here; its place in the session stands for one, which keeps the order of one millisecond. */
    private LogEvent event(JsonNode result) {
        return new LogEvent(
                result.path("timestamp").asLong(0),
                result.path("ingestionTime").asLong(0),
                String.format(Locale.ROOT, "%012d", serial++),
                result.path("logStreamName").asString(""),
                result.path("message").asString(""));
    }

    /** Hangs up, which is how a session ends; reading it to its end would take three hours. */
    @Override
    public void close() {
        content.abort();
    }
}

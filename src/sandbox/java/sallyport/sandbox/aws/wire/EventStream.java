package sallyport.sandbox.aws.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.eventstream.HeaderValue;
import software.amazon.awssdk.eventstream.Message;
import tools.jackson.databind.node.ObjectNode;

/** Messages of an event stream of the JSON 1.1 protocol, framed by the SDK's own encoder. */
public final class EventStream {
    public static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    private static final String JSON = "application/x-amz-json-1.1";

    private EventStream() {}

    /** The first message of every stream: what the answer has beside the stream, which is nothing. */
    public static ByteBuffer initialResponse() {
        return event("initial-response", Json.object());
    }

    public static ByteBuffer event(String type, ObjectNode payload) {
        return message("event", ":event-type", type, payload);
    }

    /** An error that the model names, after which the stream ends. */
    public static ByteBuffer exception(String type, String text) {
        return message("exception", ":exception-type", type, Json.object().put("message", text));
    }

    private static ByteBuffer message(String kind, String typeHeader, String type, ObjectNode payload) {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put(":message-type", HeaderValue.fromString(kind));
        headers.put(typeHeader, HeaderValue.fromString(type));
        headers.put(":content-type", HeaderValue.fromString(JSON));
        return new Message(headers, payload.toString().getBytes(StandardCharsets.UTF_8)).toByteBuffer();
    }
}

package sallyport.sandbox.aws.channel;

import java.time.Instant;
import java.util.UUID;
import sallyport.sandbox.aws.wire.Frame;
import sallyport.sandbox.aws.wire.Json;

/** The service's last message of a session. */
final class ChannelClosed {
    private ChannelClosed() {}

    static Frame of(String sessionId, String targetId, String output, Instant now) {
        var messageId = UUID.randomUUID();
        var payload = Json.object()
                .put("MessageId", messageId.toString())
                .put("CreatedDate", Long.toString(now.toEpochMilli()))
                .put("DestinationId", targetId)
                .put("SessionId", sessionId)
                .put("MessageType", Frame.CHANNEL_CLOSED)
                .put("SchemaVersion", 1)
                .put("Output", output);
        return new Frame(
                Frame.CHANNEL_CLOSED,
                now,
                0,
                Frame.SYN_FIN,
                messageId,
                Frame.PAYLOAD_NONE,
                Json.MAPPER.writeValueAsBytes(payload));
    }
}

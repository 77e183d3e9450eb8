package sallyport.ssm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Frames as an agent or the service sends them. */
final class AgentFrames {
    static final Instant CREATED = Instant.ofEpochMilli(1_700_000_000_123L);

    private AgentFrames() {}

    static AgentMessage output(long sequence, String text) {
        return stream(sequence, PayloadType.OUTPUT, bytes(text));
    }

    static AgentMessage stream(long sequence, PayloadType type, ByteBuffer payload) {
        return message(MessageType.OUTPUT_STREAM_DATA, sequence, sequence == 0 ? 1 : 0, type.wireNumber(), payload);
    }

    static AgentMessage acknowledge(long sequence) {
        var json = "{\"AcknowledgedMessageType\":\"input_stream_data\",\"AcknowledgedMessageId\":\"%s\","
                        .formatted(new UUID(1, sequence))
                + "\"AcknowledgedMessageSequenceNumber\":%d,\"IsSequentialMessage\":true}".formatted(sequence);
        return message(MessageType.ACKNOWLEDGE, 0, 3, 0, bytes(json));
    }

    static AgentMessage closed(String output) {
        var json = JsonPayload.object().put("MessageType", "channel_closed").put("Output", output);
        return message(MessageType.CHANNEL_CLOSED, 0, 3, 0, JsonPayload.write(json));
    }

    /** As seen from the real service: a digest of nothing and a length with its bytes swapped. */
    static ByteBuffer publication(MessageType type) {
        var frame = ByteBuffer.allocate(AgentMessage.PAYLOAD_OFFSET + 17);
        frame.put(message(type, 0, 3, 17, ByteBuffer.allocate(17)).encode());
        return frame.putInt(AgentMessage.HEADER_LENGTH, Integer.reverseBytes(17))
                .putLong(80, 0)
                .flip();
    }

    static AgentMessage message(MessageType type, long sequence, long flags, int payloadNumber, ByteBuffer payload) {
        return new AgentMessage(type, CREATED, sequence, flags, new UUID(7, sequence), payloadNumber, payload);
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}

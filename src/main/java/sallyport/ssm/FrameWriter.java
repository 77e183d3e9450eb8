package sallyport.ssm;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes the two kinds of frame that a client sends, each with a date and an id of its own. */
final class FrameWriter {
    private final InstantSource wallClock;
    private final Supplier<UUID> messageIds;

    FrameWriter(InstantSource wallClock, Supplier<UUID> messageIds) {
        this.wallClock = wallClock;
        this.messageIds = messageIds;
    }

    ByteBuffer acknowledge(AgentMessage message) {
        return encode(
                MessageType.ACKNOWLEDGE,
                0,
                AgentMessage.FLAGS_NOT_A_STREAM,
                PayloadType.NONE,
                Acknowledgement.of(message).payload());
    }

    ByteBuffer input(long sequence, PayloadType type, ByteBuffer payload) {
        return encode(MessageType.INPUT_STREAM_DATA, sequence, AgentMessage.FLAGS_NONE, type, payload);
    }

    private ByteBuffer encode(MessageType type, long sequence, long flags, PayloadType payloadType, ByteBuffer bytes) {
        return new AgentMessage(
                        type, wallClock.instant(), sequence, flags, messageIds.get(), payloadType.wireNumber(), bytes)
                .encode();
    }
}

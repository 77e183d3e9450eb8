package sallyport.ssm;

import static sallyport.ssm.AgentMessage.DIGEST_LENGTH;
import static sallyport.ssm.AgentMessage.HEADER_LENGTH;
import static sallyport.ssm.AgentMessage.MAX_BYTES;
import static sallyport.ssm.AgentMessage.PAYLOAD_OFFSET;
import static sallyport.ssm.AgentMessage.SCHEMA_VERSION;
import static sallyport.ssm.AgentMessage.TYPE_LENGTH;
import static sallyport.ssm.AgentMessage.TYPE_OFFSET;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.UUID;

/**
 * Reads one binary WebSocket message as a frame. Stricter than AWS's own parser, which trusts the header length and
 * never compares the length field with the bytes that came.
 */
final class FrameDecoder {
    private FrameDecoder() {}

    /** Reads from the buffer's position to its limit and leaves both as they are. Keeps a view, makes no copy. */
    static Decoded decode(ByteBuffer buffer) {
        var frame = buffer.slice();
        if (frame.remaining() > MAX_BYTES) {
            return new Decoded.Malformed("%d bytes, more than %d".formatted(frame.remaining(), MAX_BYTES));
        }
        if (frame.remaining() < PAYLOAD_OFFSET) {
            return new Decoded.Malformed("%d bytes, less than a header".formatted(frame.remaining()));
        }
        var name = typeName(frame);
        return MessageType.named(name)
                .map(type -> type.isPublication() ? publication(type, frame) : checked(type, frame))
                .orElseGet(() -> new Decoded.UnknownType(name));
    }

    private static Decoded checked(MessageType type, ByteBuffer frame) {
        var message = read(type, frame, frame.slice(PAYLOAD_OFFSET, frame.remaining() - PAYLOAD_OFFSET));
        var headerLength = Integer.toUnsignedLong(frame.getInt(0));
        var schemaVersion = Integer.toUnsignedLong(frame.getInt(36));
        var payloadLength = Integer.toUnsignedLong(frame.getInt(HEADER_LENGTH));
        if (headerLength != HEADER_LENGTH) {
            return new Decoded.Malformed("header length " + headerLength);
        }
        if (schemaVersion != SCHEMA_VERSION) {
            return new Decoded.Malformed("schema version " + schemaVersion);
        }
        if (message.created().equals(Instant.EPOCH)) {
            return new Decoded.Malformed("no creation date");
        }
        if (payloadLength != message.payload().remaining()) {
            return new Decoded.Malformed("payload length %d, but %d bytes follow"
                    .formatted(payloadLength, message.payload().remaining()));
        }
        if (type.isStream() && message.sequence() < 0) {
            return new Decoded.Malformed("sequence number " + message.sequence());
        }
        return digestHolds(frame, message)
                ? new Decoded.Message(message)
                : new Decoded.DigestMismatch(message.sequence());
    }

    private static Decoded publication(MessageType type, ByteBuffer frame) {
        return new Decoded.Message(read(type, frame, ByteBuffer.allocate(0)));
    }

    private static AgentMessage read(MessageType type, ByteBuffer frame, ByteBuffer payload) {
        return new AgentMessage(
                type,
                Instant.ofEpochMilli(frame.getLong(40)),
                frame.getLong(48),
                frame.getLong(56),
                new UUID(frame.getLong(72), frame.getLong(64)),
                frame.getInt(112),
                payload);
    }

    /** An empty payload has nothing to protect, and senders disagree about its digest. */
    private static boolean digestHolds(ByteBuffer frame, AgentMessage message) {
        var claimed = new byte[DIGEST_LENGTH];
        frame.get(80, claimed);
        return !message.payload().hasRemaining()
                || MessageDigest.isEqual(claimed, AgentMessage.digest(message.payload()));
    }

    /** Spaces on the right in our peers, NULs on the left in AWS's browser client: both are padding to a reader. */
    private static String typeName(ByteBuffer frame) {
        var bytes = new byte[TYPE_LENGTH];
        frame.get(TYPE_OFFSET, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("\0", "")
                .strip()
                .replaceAll("[^\\x20-\\x7e]", "?");
    }
}

package sallyport.ssm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One frame of the data channel: a binary WebSocket message with a fixed header, big-endian throughout. Immutable; the
 * payload is a read-only view that keeps the whole received frame alive.
 *
 * <pre>
 *   0  header length, u32, always 116       64  message id: UUID bytes 8-15, then bytes 0-7
 *   4  message type, 32 ASCII characters    80  SHA-256 of the payload as sent
 *  36  schema version, u32, always 1       112  payload type, u32
 *  40  created, epoch milliseconds, u64    116  payload length, u32
 *  48  sequence number, i64                120  payload
 *  56  flags, u64
 * </pre>
 *
 * @see FrameDecoder
 */
final class AgentMessage {
    /** Bytes before the payload length field; the only header length there is. */
    static final int HEADER_LENGTH = 116;
    /** Where the payload begins, and so the size of the smallest frame, in bytes. */
    static final int PAYLOAD_OFFSET = HEADER_LENGTH + Integer.BYTES;
    /** Largest frame we read, in bytes. Real frames stay under a few KiB; the rest is room for a future agent. */
    static final int MAX_BYTES = 1 << 20;

    static final int TYPE_OFFSET = 4;
    static final int TYPE_LENGTH = 32;
    static final int SCHEMA_VERSION = 1;
    static final int DIGEST_LENGTH = 32;

    /**
     * SYN and FIN together: the message is not part of a stream. The live service ignores acknowledgements without it.
     */
    static final long FLAGS_NOT_A_STREAM = 3;
    /** What a client puts on stream messages, its first one included. */
    static final long FLAGS_NONE = 0;

    private final MessageType type;
    private final Instant created;
    private final long sequence;
    private final long flags;
    private final UUID id;
    private final int payloadNumber;
    private final ByteBuffer payload;

    /** {@code created} is cut to milliseconds; {@code payload} is not copied, so nobody may write to it afterwards. */
    AgentMessage(
            MessageType type,
            Instant created,
            long sequence,
            long flags,
            UUID id,
            int payloadNumber,
            ByteBuffer payload) {
        this.type = type;
        this.created = created;
        this.sequence = sequence;
        this.flags = flags;
        this.id = id;
        this.payloadNumber = payloadNumber;
        this.payload = payload.slice().asReadOnlyBuffer();
    }

    MessageType type() {
        return type;
    }

    Instant created() {
        return created;
    }

    long sequence() {
        return sequence;
    }

    long flags() {
        return flags;
    }

    UUID id() {
        return id;
    }

    /**
     * The number in the payload type field. Outside stream messages the service puts numbers here that mean nothing.
     */
    int payloadNumber() {
        return payloadNumber;
    }

    Optional<PayloadType> payloadType() {
        return PayloadType.numbered(payloadNumber);
    }

    /** A view of its own for each caller, positioned at the first byte. */
    ByteBuffer payload() {
        return payload.duplicate();
    }

    /** The frame, ready to be sent; the same bytes each time. */
    ByteBuffer encode() {
        var frame = ByteBuffer.allocate(PAYLOAD_OFFSET + payload.remaining());
        frame.putInt(HEADER_LENGTH);
        frame.put(paddedTypeName());
        frame.putInt(SCHEMA_VERSION);
        frame.putLong(created.toEpochMilli());
        frame.putLong(sequence);
        frame.putLong(flags);
        frame.putLong(id.getLeastSignificantBits());
        frame.putLong(id.getMostSignificantBits());
        frame.put(digest(payload()));
        frame.putInt(payloadNumber);
        frame.putInt(payload.remaining());
        frame.put(payload());
        return frame.flip().asReadOnlyBuffer();
    }

    static byte[] digest(ByteBuffer payload) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(payload);
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private byte[] paddedTypeName() {
        var padding = " ".repeat(TYPE_LENGTH - type.wireName().length());
        return (type.wireName() + padding).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "%s sequence=%d flags=%d payload=%d bytes of type %d"
                .formatted(type.wireName(), sequence, flags, payload.remaining(), payloadNumber);
    }
}

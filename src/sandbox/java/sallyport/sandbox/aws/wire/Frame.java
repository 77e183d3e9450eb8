package sallyport.sandbox.aws.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * One binary message of the data channel, immutable. Big-endian; the header ends before the payload length, and the two
 * halves of the message id stand in swapped order. The payload is whatever follows the length field: like the agent,
 * the reader does not believe that field, and like the agent it does not check the digest.
 */
public final class Frame {
    public static final String INPUT = "input_stream_data";
    public static final String OUTPUT = "output_stream_data";
    public static final String ACKNOWLEDGE = "acknowledge";
    public static final String CHANNEL_CLOSED = "channel_closed";
    public static final String START_PUBLICATION = "start_publication";

    /** Flag bit of a stream's first message. */
    public static final long SYN = 1;
    /** Both flag bits: the message is no part of a stream. */
    public static final long SYN_FIN = 3;

    public static final int PAYLOAD_NONE = 0;
    public static final int PAYLOAD_OUTPUT = 1;
    public static final int PAYLOAD_SIZE = 3;
    public static final int PAYLOAD_FLAG = 10;

    private static final int HEADER_LENGTH = 116;
    private static final int PAYLOAD_OFFSET = HEADER_LENGTH + 4;
    private static final int TYPE_LENGTH = 32;
    private static final int DIGEST_LENGTH = 32;
    private static final int SCHEMA_VERSION = 1;

    private final String messageType;
    private final Instant createdAt;
    private final long sequenceNumber;
    private final long flags;
    private final UUID messageId;
    private final int payloadType;
    private final byte[] payload;

    public Frame(
            String messageType,
            Instant createdAt,
            long sequenceNumber,
            long flags,
            UUID messageId,
            int payloadType,
            byte[] payload) {
        this.messageType = messageType;
        this.createdAt = createdAt;
        this.sequenceNumber = sequenceNumber;
        this.flags = flags;
        this.messageId = messageId;
        this.payloadType = payloadType;
        this.payload = payload.clone();
    }

    /**
     * Reads one whole message.
     *
     * @throws IllegalArgumentException if the bytes are no frame; the message says why
     */
    public static Frame parse(ByteBuffer bytes) {
        var in = bytes.slice();
        if (in.remaining() < PAYLOAD_OFFSET) {
            throw new IllegalArgumentException("a frame of " + in.remaining() + " bytes is shorter than its header");
        }
        int headerLength = in.getInt();
        if (headerLength != HEADER_LENGTH) {
            throw new IllegalArgumentException("header length " + headerLength + " instead of " + HEADER_LENGTH);
        }
        var type = new byte[TYPE_LENGTH];
        in.get(type);
        int schemaVersion = in.getInt();
        if (schemaVersion != SCHEMA_VERSION) {
            throw new IllegalArgumentException("schema version " + schemaVersion + " instead of " + SCHEMA_VERSION);
        }
        var createdAt = createdAt(in.getLong());
        long sequenceNumber = in.getLong();
        long flags = in.getLong();
        long leastSignificant = in.getLong();
        long mostSignificant = in.getLong();
        in.position(in.position() + DIGEST_LENGTH);
        int payloadType = in.getInt();
        in.position(PAYLOAD_OFFSET);
        var payload = new byte[in.remaining()];
        in.get(payload);
        return new Frame(
                new String(type, StandardCharsets.US_ASCII).replace("\0", "").strip(),
                createdAt,
                sequenceNumber,
                flags,
                new UUID(mostSignificant, leastSignificant),
                payloadType,
                payload);
    }

    private static Instant createdAt(long epochMillis) {
        if (epochMillis == 0) {
            throw new IllegalArgumentException("the created date is zero");
        }
        return Instant.ofEpochMilli(epochMillis);
    }

    public ByteBuffer toBytes() {
        var out = ByteBuffer.allocate(PAYLOAD_OFFSET + payload.length);
        out.putInt(HEADER_LENGTH);
        out.put(paddedType());
        out.putInt(SCHEMA_VERSION);
        out.putLong(createdAt.toEpochMilli());
        out.putLong(sequenceNumber);
        out.putLong(flags);
        out.putLong(messageId.getLeastSignificantBits());
        out.putLong(messageId.getMostSignificantBits());
        out.put(sha256(payload));
        out.putInt(payloadType);
        out.putInt(payload.length);
        out.put(payload);
        return out.flip();
    }

    /** The same frame as the live service was seen to send publications: digest wrong, length bytes in reverse. */
    public ByteBuffer toCarelessBytes() {
        var bytes = toBytes();
        bytes.put(HEADER_LENGTH - 4 - DIGEST_LENGTH, new byte[DIGEST_LENGTH]);
        bytes.putInt(HEADER_LENGTH, Integer.reverseBytes(payload.length));
        return bytes;
    }

    private byte[] paddedType() {
        var padded = new byte[TYPE_LENGTH];
        Arrays.fill(padded, (byte) ' ');
        var name = messageType.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, padded, 0, name.length);
        return padded;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public String messageType() {
        return messageType;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public long sequenceNumber() {
        return sequenceNumber;
    }

    public long flags() {
        return flags;
    }

    public UUID messageId() {
        return messageId;
    }

    public int payloadType() {
        return payloadType;
    }

    /** A copy. */
    public byte[] payload() {
        return payload.clone();
    }

    public String payloadText() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return messageType + " #" + sequenceNumber + " type " + payloadType + ", " + payload.length + " bytes";
    }
}

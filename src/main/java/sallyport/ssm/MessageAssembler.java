package sallyport.ssm;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Joins the parts in which the JDK hands over a binary message. Bounded by {@value AgentMessage#MAX_BYTES} bytes. Not
 * thread-safe.
 */
final class MessageAssembler {
    private static final int FIRST_CAPACITY = 2048;

    private byte[] parts = new byte[FIRST_CAPACITY];
    private int length;

    sealed interface Assembled {
        record Incomplete() implements Assembled {}

        record Whole(ByteBuffer message) implements Assembled {}

        /** Larger than any frame may be; what was kept of it is dropped. */
        record TooLarge() implements Assembled {}
    }

    /** Copies {@code part}, which its owner may then reuse. */
    Assembled add(ByteBuffer part, boolean last) {
        if (part.remaining() > AgentMessage.MAX_BYTES - length) {
            reset();
            return new Assembled.TooLarge();
        }
        var end = length + part.remaining();
        if (end > parts.length) {
            parts = Arrays.copyOf(parts, Math.max(end, Math.min(2 * parts.length, AgentMessage.MAX_BYTES)));
        }
        part.get(parts, length, part.remaining());
        length = end;
        if (!last) {
            return new Assembled.Incomplete();
        }
        var message = ByteBuffer.wrap(Arrays.copyOf(parts, length));
        reset();
        return new Assembled.Whole(message);
    }

    /** One large message must not keep its room for the life of the channel. */
    private void reset() {
        length = 0;
        if (parts.length > FIRST_CAPACITY) {
            parts = new byte[FIRST_CAPACITY];
        }
    }
}

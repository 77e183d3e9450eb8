package sallyport.ssm;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * The caller's input and terminal size until they may be sent. Small inputs are joined, large ones cut. Of several
 * sizes only the last matters. Not thread-safe; the bound on its bytes is kept by {@link DataChannel}.
 */
final class InputBuffer {
    /** Largest input chunk in bytes, before encryption: what the agent reads at once. */
    static final int MAX_CHUNK = 1024;
    /**
     * Chunks per {@link Conversation#TICK}. Above some 1,000 frames a second the service drops the connection, and our
     * acknowledgements of the output need most of those.
     */
    static final int CHUNKS_PER_TICK = 10;

    private final ArrayDeque<ByteBuffer> input = new ArrayDeque<>();
    private TerminalSize size;
    private boolean sizeDue = true;
    private int budget = CHUNKS_PER_TICK;

    InputBuffer(TerminalSize size) {
        this.size = size;
    }

    void add(ByteBuffer bytes) {
        if (bytes.hasRemaining()) {
            input.add(bytes);
        }
    }

    void resize(TerminalSize newSize) {
        size = newSize;
        sizeDue = true;
    }

    boolean isEmpty() {
        return input.isEmpty();
    }

    void refillBudget() {
        budget = CHUNKS_PER_TICK;
    }

    /** The size has to go out once more: what the agent got of it, it threw away. */
    void repeatSize() {
        sizeDue = true;
    }

    Optional<TerminalSize> takeSize() {
        if (!sizeDue) {
            return Optional.empty();
        }
        sizeDue = false;
        return Optional.of(size);
    }

    /**
     * At least one byte and at most {@value #MAX_CHUNK}, or nothing if there is none or this tick's budget is spent.
     */
    Optional<ByteBuffer> takeChunk() {
        if (input.isEmpty() || budget == 0) {
            return Optional.empty();
        }
        budget--;
        var chunk = ByteBuffer.allocate(MAX_CHUNK);
        while (chunk.hasRemaining() && !input.isEmpty()) {
            var first = input.getFirst();
            var count = Math.min(first.remaining(), chunk.remaining());
            chunk.put(first.slice(first.position(), count));
            first.position(first.position() + count);
            if (!first.hasRemaining()) {
                input.removeFirst();
            }
        }
        return Optional.of(chunk.flip());
    }
}

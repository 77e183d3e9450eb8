package sallyport.ssm;

import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts the far side's stream messages back in order. Holds at most {@value #MAX_HELD} messages and
 * {@value #MAX_HELD_BYTES} payload bytes ahead of the next expected one; what does not fit is refused, and
 * unacknowledged as it stays, the far side repeats it. Not thread-safe.
 */
final class ReceiveWindow {
    /** How far ahead of the expected sequence number a message may be, and so how many are held at most. */
    static final int MAX_HELD = 256;

    static final int MAX_HELD_BYTES = 512 * 1024;

    /** What became of a message. All but {@link #FULL} are acknowledged. */
    enum Arrival {
        /** New: kept until {@link #next()} hands it out. */
        KEPT,
        /** Seen before. Its acknowledgement was lost, and unless it is repeated the far side's queue stalls. */
        KNOWN,
        /** Too far ahead, or no room. */
        FULL
    }

    private final TreeMap<Long, AgentMessage> held = new TreeMap<>();
    private long expected;
    private int heldBytes;

    Arrival arrive(AgentMessage message) {
        var sequence = message.sequence();
        if (sequence < expected || held.containsKey(sequence)) {
            return Arrival.KNOWN;
        }
        if (sequence != expected && !hasRoomAhead(message)) {
            return Arrival.FULL;
        }
        held.put(sequence, message);
        heldBytes += size(message);
        return Arrival.KEPT;
    }

    /** The next message in order, if it has arrived. */
    Optional<AgentMessage> next() {
        if (held.isEmpty() || held.firstKey() != expected) {
            return Optional.empty();
        }
        var message = held.pollFirstEntry().getValue();
        heldBytes -= size(message);
        expected++;
        return Optional.of(message);
    }

    /** What is missing before the first message held. */
    Optional<Gap> gap() {
        return held.isEmpty() || held.firstKey() == expected
                ? Optional.empty()
                : Optional.of(new Gap(expected, held.firstKey() - 1));
    }

    /** Gives up on {@link #gap()}, so that {@link #next()} goes on behind it. */
    Gap skipGap() {
        var gap = gap().orElseThrow(() -> new IllegalStateException("nothing is missing before " + expected));
        expected = gap.to() + 1;
        return gap;
    }

    /** Everything up to the last message held, given up unread. */
    Optional<Gap> discard() {
        if (held.isEmpty()) {
            return Optional.empty();
        }
        var gap = new Gap(expected, held.lastKey());
        held.clear();
        heldBytes = 0;
        expected = gap.to() + 1;
        return Optional.of(gap);
    }

    private boolean hasRoomAhead(AgentMessage message) {
        return message.sequence() - expected <= MAX_HELD && heldBytes + size(message) <= MAX_HELD_BYTES;
    }

    private static int size(AgentMessage message) {
        return message.payload().remaining();
    }
}

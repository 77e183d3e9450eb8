package sallyport.ssm;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Numbers our stream messages and keeps each one until it is acknowledged. Only the oldest is ever repeated, byte for
 * byte: once it gets through, the next becomes the oldest. Times are counted from the opening of the channel. Not
 * thread-safe.
 */
final class SendWindow {
    /** Messages in flight; input beyond that waits unnumbered. */
    static final int MAX_UNACKNOWLEDGED = 64;
    /** Without any acknowledgement for this long while something is in flight, the far side is gone. */
    static final Duration GIVE_UP_AFTER = Duration.ofSeconds(30);

    private final LinkedHashMap<Long, InFlight> unacknowledged = new LinkedHashMap<>();
    private final RoundTripTime roundTrip = new RoundTripTime();
    private long nextSequence;
    private Duration lastProgress = Duration.ZERO;

    private record InFlight(ByteBuffer frame, int inputBytes, Duration lastSent) {
        InFlight sentAgain(Duration now) {
            return new InFlight(frame, inputBytes, now);
        }
    }

    boolean hasRoom() {
        return unacknowledged.size() < MAX_UNACKNOWLEDGED;
    }

    boolean isEmpty() {
        return unacknowledged.isEmpty();
    }

    /** The sequence number the next message must carry. */
    long nextSequence() {
        return nextSequence;
    }

    /**
     * Takes note of a frame that is sent now under {@link #nextSequence()}; {@code inputBytes} of it are the caller's.
     */
    void sent(ByteBuffer frame, int inputBytes, Duration now) {
        if (unacknowledged.isEmpty()) {
            lastProgress = now;
        }
        unacknowledged.put(nextSequence++, new InFlight(frame, inputBytes, now));
    }

    /** How many of the caller's bytes have now arrived; 0 for a number that is not in flight. */
    int acknowledged(long sequence, Duration now) {
        lastProgress = now;
        var inFlight = unacknowledged.remove(sequence);
        if (inFlight == null) {
            return 0;
        }
        roundTrip.sample(now.minus(inFlight.lastSent()));
        return inFlight.inputBytes();
    }

    /** The oldest frame, if its acknowledgement is overdue; it counts as sent again. */
    Optional<ByteBuffer> overdue(Duration now) {
        var oldest = unacknowledged.firstEntry();
        if (oldest == null || now.minus(oldest.getValue().lastSent()).compareTo(roundTrip.timeout()) <= 0) {
            return Optional.empty();
        }
        // Replacing a value keeps its place in the order.
        unacknowledged.put(oldest.getKey(), oldest.getValue().sentAgain(now));
        return Optional.of(oldest.getValue().frame());
    }

    boolean stalled(Duration now) {
        return !unacknowledged.isEmpty() && now.minus(lastProgress).compareTo(GIVE_UP_AFTER) >= 0;
    }

    /** Counts silence from now on: what came before was our own not listening. */
    void restartPatience(Duration now) {
        lastProgress = now;
    }
}

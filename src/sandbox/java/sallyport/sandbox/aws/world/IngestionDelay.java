package sallyport.sandbox.aws.world;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long the service takes over a line before it can be read. A stream has a delay of its own, so streams overtake
 * one another; each line adds to it, so lines of a stream overtake one another too; and a few stragglers come long
 * after lines that were written later. The seed decides all of it. Thread-safe.
 */
public final class IngestionDelay {
    private static final int LEAST_MILLIS = 150;
    private static final int MOST_OF_STREAM_MILLIS = 1_000;
    private static final int MOST_OF_LINE_MILLIS = 1_500;
    private static final int MOST_OF_STRAGGLER_MILLIS = 20_000;
    private static final int LINES_FOR_ONE_STRAGGLER = 100;

    /** The longest that any line takes. */
    public static final Duration MOST =
            Duration.ofMillis(LEAST_MILLIS + MOST_OF_STREAM_MILLIS + MOST_OF_LINE_MILLIS + MOST_OF_STRAGGLER_MILLIS);

    private final long seed;
    private final AtomicLong lines = new AtomicLong();

    public IngestionDelay(long seed) {
        this.seed = seed;
    }

    /** The delay of the next line of this stream. */
    public Duration next(String stream) {
        var ofStream = random(stream.hashCode());
        var ofLine = random(stream.hashCode() * 31L + lines.incrementAndGet());
        int millis = LEAST_MILLIS + ofStream.nextInt(MOST_OF_STREAM_MILLIS) + ofLine.nextInt(MOST_OF_LINE_MILLIS);
        boolean straggles = ofLine.nextInt(LINES_FOR_ONE_STRAGGLER) == 0;
        return Duration.ofMillis(straggles ? millis + ofLine.nextInt(MOST_OF_STRAGGLER_MILLIS) : millis);
    }

    private Random random(long salt) {
        return new Random(seed * 0x9E3779B97F4A7C15L ^ salt * 0xD6E8FEB86659FD93L);
    }
}

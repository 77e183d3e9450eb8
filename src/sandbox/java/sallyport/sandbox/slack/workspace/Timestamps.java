package sallyport.sandbox.slack.workspace;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Message timestamps ({@code seconds.micros}): unique and strictly growing, also when the clock stands still.
 * Thread-safe.
 */
public final class Timestamps {
    private static final long MICROS = 1_000_000;

    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();

    Timestamps(InstantSource clock) {
        this.clock = clock;
    }

    public String next() {
        var now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        var ts = last.updateAndGet(previous -> Math.max(previous + 1, now));
        return String.format(Locale.ROOT, "%d.%06d", ts / MICROS, ts % MICROS);
    }

    /** The moment a timestamp names, to the second. */
    public static Instant instantOf(String ts) {
        return Instant.ofEpochSecond(Long.parseLong(ts, 0, ts.indexOf('.'), 10));
    }
}

package sallyport.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;

/** Lets one log line through per period and counts the others, so that strangers cannot flood the log. Thread-safe. */
final class Trickle {
    private final Duration period;
    private final InstantSource clock;
    private Instant nextAt = Instant.MIN;
    private long held;

    Trickle(Duration period, InstantSource clock) {
        this.period = period;
        this.clock = clock;
    }

    /** How many there were since the last line, this one included, if a line may be written now. */
    synchronized OptionalLong next() {
        held++;
        var now = clock.instant();
        if (now.isBefore(nextAt)) {
            return OptionalLong.empty();
        }
        nextAt = now.plus(period);
        long count = held;
        held = 0;
        return OptionalLong.of(count);
    }
}

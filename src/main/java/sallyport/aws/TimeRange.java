package sallyport.aws;

import java.time.Duration;
import java.time.Instant;

/** Both ends count, as they do for {@code FilterLogEvents}. */
record TimeRange(Instant from, Instant until) {
    Duration width() {
        return Duration.between(from, until);
    }

    /** @param part 0 for its beginning, 1 for its end; to the millisecond, as AWS takes it */
    Instant at(double part) {
        return from.plusMillis((long) (width().toMillis() * part));
    }

    TimeRange startingAt(Instant later) {
        return new TimeRange(later, until);
    }

    TimeRange endingAt(Instant earlier) {
        return new TimeRange(from, earlier);
    }
}

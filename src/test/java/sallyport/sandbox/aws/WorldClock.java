package sallyport.sandbox.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The time in the simulated account, which passes only when a test says so. */
final class WorldClock implements InstantSource {
    private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    @Override
    public Instant instant() {
        return now;
    }

    Instant ago(Duration past) {
        return now.minus(past);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}

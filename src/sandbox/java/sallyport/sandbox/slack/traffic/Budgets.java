package sallyport.sandbox.slack.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Token buckets by name. Thread-safe; a refused call costs nothing. */
public final class Budgets {
    private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

    private record Bucket(double tokens, Instant at) {}

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final InstantSource clock;

    public Budgets(InstantSource clock) {
        this.clock = clock;
    }

    public void reset() {
        buckets.clear();
    }

    /**
     * Empty when the call fits, else how long to wait, in whole seconds and at least one, as {@code Retry-After} has
     * it.
     */
    public Optional<Duration> take(String name, Rate rate) {
        var wait = new AtomicReference<Optional<Duration>>(Optional.empty());
        var now = clock.instant();
        buckets.compute(name, (key, bucket) -> {
            var tokens = bucket == null ? rate.burst() : refilled(bucket, rate, now);
            if (tokens >= 1) {
                return new Bucket(tokens - 1, now);
            }
            var seconds = Math.ceil((1 - tokens) * 60 / rate.perMinute());
            wait.set(Optional.of(Duration.ofSeconds(Math.max(1, (long) seconds))));
            return new Bucket(tokens, now);
        });
        return wait.get();
    }

    private static double refilled(Bucket bucket, Rate rate, Instant now) {
        var elapsed = Duration.between(bucket.at(), now).toNanos();
        return Math.min(rate.burst(), bucket.tokens() + rate.perMinute() * (elapsed / NANOS_PER_MINUTE));
    }
}

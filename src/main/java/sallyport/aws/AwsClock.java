package sallyport.aws;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Compares our clock with the {@code Date} header of every answer of AWS. Safe for use by many threads. */
final class AwsClock implements ExecutionInterceptor {
    /** An older comparison says nothing about now. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** The header has whole seconds, so the moment it means is half a second later on average. */
    private static final Duration ROUNDING = Duration.ofMillis(500);

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final AtomicReference<Optional<Seen>> latest = new AtomicReference<>(Optional.empty());

    private record Seen(Duration ahead, long at) {}

    AwsClock(InstantSource clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        context.httpResponse()
                .firstMatchingHeader("Date")
                .flatMap(this::compare)
                .ifPresent(seen -> latest.set(Optional.of(seen)));
    }

    private Optional<Seen> compare(String date) {
        try {
            var theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant()
                    .plus(ROUNDING);
            return Optional.of(new Seen(Duration.between(theirs, clock.instant()), nanoTime.getAsLong()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** By how much ours is ahead, if AWS answered within the last minute. */
    Optional<Duration> skew() {
        return latest.get()
                .filter(seen -> nanoTime.getAsLong() - seen.at() <= FRESH.toNanos())
                .map(Seen::ahead);
    }
}

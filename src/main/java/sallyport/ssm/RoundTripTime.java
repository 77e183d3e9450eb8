package sallyport.ssm;

import java.time.Duration;

/**
 * Estimates how long an acknowledgement takes, and from that when to repeat a message. The arithmetic is the agent's:
 * no back-off, and acknowledgements of repeated messages count as samples. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6298">RFC 6298, from which both peers took the weights</a>
 */
final class RoundTripTime {
    static final Duration FIRST_TIMEOUT = Duration.ofMillis(200);
    static final Duration MAX_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration FIRST_ESTIMATE = Duration.ofMillis(100);
    private static final Duration CLOCK_GRANULARITY = Duration.ofMillis(10);

    private Duration estimate = FIRST_ESTIMATE;
    private Duration variation = Duration.ZERO;
    private Duration timeout = FIRST_TIMEOUT;

    void sample(Duration measured) {
        var deviation = estimate.minus(measured).abs();
        variation = variation.multipliedBy(3).plus(deviation).dividedBy(4);
        estimate = estimate.multipliedBy(7).plus(measured).dividedBy(8);
        timeout = shorter(MAX_TIMEOUT, estimate.plus(longer(CLOCK_GRANULARITY, variation.multipliedBy(4))));
    }

    /** How long a message may stay unacknowledged before it is repeated. */
    Duration timeout() {
        return timeout;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}

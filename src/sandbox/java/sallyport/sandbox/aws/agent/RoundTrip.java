package sallyport.sandbox.aws.agent;

import java.time.Duration;

/**
 * Estimates after how long an unacknowledged frame is sent again: smoothed round trip plus four times its variation, at
 * least 10 ms more and at most 1 s. It neither backs off nor leaves out frames that were sent twice, since the agent
 * does neither. Not thread-safe.
 */
final class RoundTrip {
    private static final double MIN_MARGIN_MILLIS = 10;
    private static final double MAX_TIMEOUT_MILLIS = 1000;

    private double roundTripMillis = 100;
    private double variationMillis = 0;
    private double timeoutMillis = 200;

    void sample(Duration measured) {
        double sample = measured.toNanos() / 1e6;
        variationMillis = 0.75 * variationMillis + 0.25 * Math.abs(roundTripMillis - sample);
        roundTripMillis = 0.875 * roundTripMillis + 0.125 * sample;
        double margin = Math.max(MIN_MARGIN_MILLIS, 4 * variationMillis);
        timeoutMillis = Math.min(MAX_TIMEOUT_MILLIS, roundTripMillis + margin);
    }

    Duration timeout() {
        return Duration.ofNanos(Math.round(timeoutMillis * 1e6));
    }
}

package sallyport.bench;

import java.util.Arrays;
import java.util.Locale;

/** How long the calls of one round took. */
final class Latencies {
    private final long[] nanos;

    Latencies(long[] unsorted) {
        this.nanos = unsorted.clone();
        Arrays.sort(nanos);
    }

    double millis(double quantile) {
        int index = (int) Math.min(nanos.length - 1, Math.floor(quantile * nanos.length));
        return nanos[index] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "p50 %.2f ms, p95 %.2f ms, p99 %.2f ms", millis(0.5), millis(0.95), millis(0.99));
    }
}

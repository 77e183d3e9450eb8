package sallyport.sandbox.aws.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import sallyport.sandbox.aws.fault.FaultName;
import sallyport.sandbox.aws.fault.Faults;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.wire.Signature;

/**
 * How often an account may call an operation in a Region: a bucket that holds one second's calls and fills evenly. The
 * fault {@code logs-quota} makes the next calls be judged by a smaller bucket. Thread-safe.
 */
final class LogsQuota {
    /** What is left of a second's calls, as of some time. */
    private record Bucket(double calls, Instant at) {}

    private final Faults faults;
    private final Callers callers;
    private final int callsPerSecond;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    LogsQuota(Faults faults, Callers callers, int callsPerSecond, InstantSource clock) {
        this.faults = faults;
        this.callers = callers;
        this.callsPerSecond = callsPerSecond;
        this.clock = clock;
    }

    /** The same operations, each refused with ThrottlingException beyond the quota. */
    Map<String, Operation> limit(Map<String, Operation> operations) {
        var limited = new HashMap<String, Operation>();
        operations.forEach((name, operation) -> limited.put(name, (request, caller) -> {
            take(name, caller);
            return operation.answer(request, caller);
        }));
        return Map.copyOf(limited);
    }

    /**
     * Uses up one call of the operation.
     *
     * @throws Refusal ThrottlingException if this second's are used up
     */
    void take(String operation, Signature caller) {
        var tight = tight(operation);
        int most = tight.orElse(callsPerSecond);
        var key = String.join(
                " ", callers.account(caller), caller.region(), operation, tight.isPresent() ? "tight" : "generous");
        var now = clock.instant();
        var refused = new AtomicReference<>(false);
        buckets.compute(key, (ignored, before) -> {
            var filled = filled(Optional.ofNullable(before), most, now);
            refused.set(filled.calls < 1);
            return refused.get() ? filled : new Bucket(filled.calls - 1, now);
        });
        if (refused.get()) {
            throw Refusal.of("ThrottlingException", "Rate exceeded");
        }
    }

    private Optional<Integer> tight(String operation) {
        var callsLeft = new AtomicReference<Optional<Integer>>(Optional.empty());
        faults.take(FaultName.LOGS_QUOTA, parameters -> {
            boolean fits = Faults.isFor(operation, parameters);
            if (fits) {
                callsLeft.set(Optional.of(Integer.parseInt(parameters.getOrDefault("tps", "1"))));
            }
            return fits;
        });
        return callsLeft.get();
    }

    private static Bucket filled(Optional<Bucket> before, int most, Instant now) {
        return before.map(bucket -> {
                    double seconds = Duration.between(bucket.at, now).toNanos() / 1e9;
                    return new Bucket(Math.min(most, bucket.calls + Math.max(0, seconds) * most), now);
                })
                .orElse(new Bucket(most, now));
    }
}

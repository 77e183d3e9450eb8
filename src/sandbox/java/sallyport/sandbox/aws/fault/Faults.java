package sallyport.sandbox.aws.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The faults that are still to happen. Each happens a counted number of times and then no more. Thread-safe. */
public final class Faults {
    private static final Map<String, Set<String>> VALUES = Map.of("direction", Set.of("to-client", "to-agent"));

    private static final class Pending {
        private final FaultName name;
        private final Map<String, String> parameters;
        private int left;

        private Pending(FaultName name, Map<String, String> parameters, int left) {
            this.name = name;
            this.parameters = parameters;
            this.left = left;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Pending> pending = new ArrayList<>();

    /**
     * Makes a fault happen the next {@code count} times there is occasion for it.
     *
     * @throws IllegalArgumentException if no fault has that name, it does not take one of the parameters, or the count
     *     is below 1
     */
    public void inject(String name, Map<String, String> parameters, int count) {
        var fault = FaultName.of(name);
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + ", but must be at least 1");
        }
        parameters.forEach((key, value) -> check(fault, key, value));
        lock.lock();
        try {
            pending.add(new Pending(fault, Map.copyOf(parameters), count));
        } finally {
            lock.unlock();
        }
    }

    private static void check(FaultName fault, String key, String value) {
        if (!fault.parameters().contains(key)) {
            throw new IllegalArgumentException(
                    fault.wireName() + " takes no parameter " + key + ", only " + fault.parameters());
        }
        if (VALUES.containsKey(key) && !VALUES.get(key).contains(value)) {
            throw new IllegalArgumentException(key + " is one of " + VALUES.get(key) + ", not " + value);
        }
        if (key.equals("tps") && !value.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("tps is a number of calls from 1, not " + value);
        }
        if (key.equals("after") && !value.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("after is a count of frames from 1, not " + value);
        }
    }

    /** Whether this fault happens now; if so, one occasion of it is used up. */
    public boolean take(FaultName name) {
        return take(name, parameters -> true);
    }

    /**
     * Whether this fault happens now to an operation: to any, or only to that of its parameter {@code operation}. If
     * so, one occasion of it is used up.
     */
    public boolean take(FaultName name, String operation) {
        return take(name, parameters -> isFor(operation, parameters));
    }

    public static boolean isFor(String operation, Map<String, String> parameters) {
        return operation.equals(parameters.getOrDefault("operation", operation));
    }

    /** Whether this fault, with parameters that fit, happens now; if so, one occasion of it is used up. */
    public boolean take(FaultName name, Predicate<Map<String, String>> fits) {
        lock.lock();
        try {
            for (var fault : pending) {
                if (fault.name == name && fits.test(fault.parameters)) {
                    fault.left--;
                    pending.removeIf(each -> each.left == 0);
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Whether this fault is still to happen; uses nothing up. */
    public boolean isPending(FaultName name) {
        lock.lock();
        try {
            return pending.stream().anyMatch(fault -> fault.name == name);
        } finally {
            lock.unlock();
        }
    }

    public void clear() {
        lock.lock();
        try {
            pending.clear();
        } finally {
            lock.unlock();
        }
    }
}

package sallyport.sandbox.slack.workspace;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** Fresh identifiers from a seeded generator, so that two sandboxes with one seed name things alike. Thread-safe. */
public final class Ids {
    private static final long FIRST_NUMBER = 1_000_000;

    private final AtomicLong numbers = new AtomicLong(FIRST_NUMBER);
    private final ReentrantLock lock = new ReentrantLock();
    private final RandomGenerator random;

    Ids(RandomGenerator random) {
        this.random = random;
    }

    public long number() {
        return numbers.incrementAndGet();
    }

    /** An id in Slack's manner: a letter for the kind, then capitals and digits. */
    public String id(String kind) {
        return kind + "0" + Long.toString(number(), Character.MAX_RADIX).toUpperCase(Locale.ROOT);
    }

    /** 32 hexadecimal digits. */
    public String secret() {
        lock.lock();
        try {
            return String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong());
        } finally {
            lock.unlock();
        }
    }
}

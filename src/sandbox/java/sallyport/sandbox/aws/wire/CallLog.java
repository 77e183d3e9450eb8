package sallyport.sandbox.aws.wire;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every call seen, oldest first. Keeps the last {@value #CAPACITY}; older ones are forgotten. Thread-safe. */
public final class CallLog {
    public static final int CAPACITY = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<LoggedCall> calls = new ArrayDeque<>();

    public CallLog(InstantSource clock) {
        this.clock = clock;
    }

    public void add(LoggedCall call) {
        lock.lock();
        try {
            if (calls.size() == CAPACITY) {
                calls.removeFirst();
            }
            calls.addLast(call);
        } finally {
            lock.unlock();
        }
    }

    /** Writes down that somebody did what a faithful client does not do. */
    public void complain(String who, String what) {
        LOG.warn("sandbox.aws.complaint who={} what={}", who, what);
        add(new LoggedCall("ssmmessages", "Complaint", who + ": " + what, clock.instant(), 0, "", Optional.empty()));
    }

    public List<LoggedCall> calls() {
        lock.lock();
        try {
            return new ArrayList<>(calls);
        } finally {
            lock.unlock();
        }
    }

    public void clear() {
        lock.lock();
        try {
            calls.clear();
        } finally {
            lock.unlock();
        }
    }
}

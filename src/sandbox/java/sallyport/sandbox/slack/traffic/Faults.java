package sallyport.sandbox.slack.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The faults in force, oldest first. Thread-safe: a fault set to strike once strikes one caller. */
public final class Faults {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Fault> inForce = new ArrayList<>();

    public void add(Fault fault) {
        lock.lock();
        try {
            inForce.add(fault);
        } finally {
            lock.unlock();
        }
    }

    public void reset() {
        lock.lock();
        try {
            inForce.clear();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest fault of this kind waiting for this call, used up once by this very look. */
    public Optional<Fault> strike(Fault.Kind kind, String method) {
        lock.lock();
        try {
            for (var i = 0; i < inForce.size(); i++) {
                var fault = inForce.get(i);
                if (fault.strikes(kind, method)) {
                    useUp(i, fault);
                    return Optional.of(fault);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void useUp(int index, Fault fault) {
        if (fault.left() > 1) {
            inForce.set(index, fault.once());
        } else {
            inForce.remove(index);
        }
    }
}

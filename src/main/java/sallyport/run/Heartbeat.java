package sallyport.run;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerUnavailable;
import sallyport.request.RequestId;

/**
 * Shows the other replicas that the holder of a run is alive, until it is closed. A ledger that does not answer stops
 * nothing: nobody can take over there either, and the next beat says who holds it.
 */
final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Ledger ledger;
    private final Scheduler scheduler;
    private final Windows windows;
    private final RequestId run;
    private final String token;
    private final LongSupplier bytes;
    private final Runnable onBeat;
    private final Runnable onTakenOver;
    /** Held during a beat, so that none renews what its run gives back once the heartbeat is closed. */
    private final ReentrantLock beating = new ReentrantLock();

    private boolean closed;

    /**
     * @param bytes how much of the output is in the transcript now
     * @param onBeat what else is to be renewed
     * @param onTakenOver told once when somebody else holds the run, after which there are no more beats
     */
    Heartbeat(
            Ledger ledger,
            Scheduler scheduler,
            Windows windows,
            RequestId run,
            String token,
            LongSupplier bytes,
            Runnable onBeat,
            Runnable onTakenOver) {
        this.ledger = ledger;
        this.scheduler = scheduler;
        this.windows = windows;
        this.run = run;
        this.token = token;
        this.bytes = bytes;
        this.onBeat = onBeat;
        this.onTakenOver = onTakenOver;
    }

    Heartbeat start() {
        var _ = scheduler.after(windows.beat(), this::beat);
        return this;
    }

    private void beat() {
        beating.lock();
        try {
            if (!closed) {
                beatOnce();
            }
        } finally {
            beating.unlock();
        }
    }

    private void beatOnce() {
        if (isHeld()) {
            onBeat.run();
            start();
        } else {
            closed = true;
            LOG.atError().addKeyValue("request", run).log("run.taken-over-by-another");
            onTakenOver.run();
        }
    }

    private boolean isHeld() {
        try {
            return ledger.beat(run, token, bytes.getAsLong());
        } catch (LedgerUnavailable e) {
            LOG.atWarn().addKeyValue("request", run).log("run.no-pulse: {}", e.explanation());
            return true;
        }
    }

    /** Waits for a beat that is under way, which lasts as long as the ledger takes to answer or to be given up. */
    @Override
    public void close() {
        beating.lock();
        try {
            closed = true;
        } finally {
            beating.unlock();
        }
    }
}

package sallyport.run;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.request.Actor;
import sallyport.request.RequestId;

/**
 * One command that runs here, between the reader of its session and the thread that waits for it. Safe for use by many
 * threads.
 */
final class Run implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    /** What woke the one who waits. */
    sealed interface Woken {
        /**
         * The session ended.
         *
         * @param code what the container reported
         */
        record Ended(SessionEnd end, OptionalInt code) implements Woken {}

        /** Somebody wants it to stop, and it has not ended. */
        record StopWanted(Actor by) implements Woken {}

        /** Nothing happened in the time given. */
        record TimeUp() implements Woken {}
    }

    private final RequestId id;
    private final Recording recording;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Belongs to the session's reader. */
    private boolean recordingFailed;

    private Optional<Woken.Ended> ended = Optional.empty();
    private Optional<Actor> stopWantedBy = Optional.empty();

    Run(RequestId id, Recording recording) {
        this.id = id;
        this.recording = recording;
    }

    @Override
    public void output(ByteBuffer bytes) {
        try {
            recording.accept(bytes);
        } catch (RuntimeException e) {
            recordingFailed(e);
        }
    }

    @Override
    public void ended(SessionEnd end) {
        var last = finish(end);
        lock.lock();
        try {
            ended = Optional.of(last);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Closes the recording of a session that never opened and so will never end. */
    void neverOpened() {
        var _ = finish(new SessionEnd.Closed());
    }

    /** What a failed recording lacks is declared; that the connection was lost weighs more. */
    private Woken.Ended finish(SessionEnd end) {
        var code = OptionalInt.empty();
        try {
            code = recording.finish();
        } catch (RuntimeException e) {
            recordingFailed(e);
        }
        boolean delivered = end instanceof SessionEnd.Closed || end instanceof SessionEnd.ClosedWith;
        return recordingFailed && delivered
                ? new Woken.Ended(new SessionEnd.Truncated("the transcript could not be written"), OptionalInt.empty())
                : new Woken.Ended(end, code);
    }

    private void recordingFailed(RuntimeException cause) {
        recordingFailed = true;
        LOG.atError().addKeyValue("request", id).setCause(cause).log("run.recording-failed");
    }

    /** Wakes the one who waits; the first to want it is remembered. */
    void stop(Actor by) {
        lock.lock();
        try {
            stopWantedBy = stopWantedBy.or(() -> Optional.of(by));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it ended or somebody wants it to stop. */
    Woken await(Duration patience) throws InterruptedException {
        return await(patience, true);
    }

    /** Waits until it ended, whatever anybody wants. */
    Woken awaitEnd(Duration patience) throws InterruptedException {
        return await(patience, false);
    }

    private Woken await(Duration patience, boolean heedStop) throws InterruptedException {
        long nanos = patience.toNanos();
        lock.lock();
        try {
            while (true) {
                if (ended.isPresent()) {
                    return ended.get();
                }
                if (heedStop && stopWantedBy.isPresent()) {
                    return new Woken.StopWanted(stopWantedBy.get());
                }
                if (nanos <= 0) {
                    return new Woken.TimeUp();
                }
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets the page say that no more will come; after the end is stored, so that the page can show it. */
    void lastPage() {
        recording.lastPage();
    }
}

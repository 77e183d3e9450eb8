package sallyport.run;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.request.Actor;
import sallyport.request.Extension;
import sallyport.request.Output;
import sallyport.request.Phase;
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
         * @param output what was kept of its output
         */
        record Ended(SessionEnd end, OptionalInt code, Output output) implements Woken {}

        /** Somebody wants it to stop, and it has not ended. */
        record StopWanted(Actor by) implements Woken {}

        /** It printed more than it may, and has not ended. */
        record TooMuchOutput() implements Woken {}

        /** Another replica holds it now. */
        record TakenOver() implements Woken {}

        /** Nothing happened in the time given. */
        record TimeUp() implements Woken {}
    }

    private final RequestId id;
    private final Recording recording;
    private final long outputLimit;
    private final Scheduler scheduler;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Belongs to the session's reader. */
    private boolean recordingFailed;

    /** Until when it was let go on, as far as this replica has heard. */
    private volatile Instant extendedUntil = Instant.MIN;

    private Optional<Woken.Ended> ended = Optional.empty();
    private Optional<Actor> stopWantedBy = Optional.empty();
    private boolean tooMuch;
    private volatile boolean takenOver;

    /** @param outputLimit bytes; what comes beyond is not kept */
    Run(RequestId id, Recording recording, long outputLimit, Scheduler scheduler) {
        this.id = id;
        this.recording = recording;
        this.outputLimit = outputLimit;
        this.scheduler = scheduler;
    }

    /** What comes after another replica took over is its holder's loss, declared there: it is not kept here. */
    @Override
    public void output(ByteBuffer bytes) {
        if (takenOver) {
            return;
        }
        long room = outputLimit - recording.bytes();
        if (bytes.remaining() > room) {
            bytes.limit(bytes.position() + (int) room);
            change(() -> tooMuch = true);
        }
        try {
            recording.accept(bytes);
        } catch (RuntimeException e) {
            recordingFailed(e);
        }
    }

    @Override
    public void ended(SessionEnd end) {
        var last = finish(end);
        change(() -> ended = Optional.of(last));
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
        var output = recording.output();
        boolean delivered = end instanceof SessionEnd.Closed || end instanceof SessionEnd.ClosedWith;
        return recordingFailed && delivered
                ? new Woken.Ended(
                        new SessionEnd.Truncated("the transcript could not be written"), OptionalInt.empty(), output)
                : new Woken.Ended(end, code, output);
    }

    private void recordingFailed(RuntimeException cause) {
        recordingFailed = true;
        LOG.atError().addKeyValue("request", id).setCause(cause).log("run.recording-failed");
    }

    /** How many bytes of its output are in the transcript, but for what redaction holds back. */
    long bytes() {
        return recording.bytes();
    }

    /** Wakes the one who waits; the first to want it is remembered. */
    void stop(Actor by) {
        change(() -> stopWantedBy = stopWantedBy.or(() -> Optional.of(by)));
    }

    /** Takes in what was asked of it: to stop, which wakes the one who waits, or to go on for longer. */
    void hear(Phase.Running asked) {
        asked.extension().map(Extension::until).ifPresent(this::extend);
        asked.stopAskedBy().ifPresent(this::stop);
    }

    /** Wakes nobody: the one who waits asks when the earlier end has come. News may arrive in any order. */
    private void extend(Instant until) {
        change(() -> extendedUntil = until.isAfter(extendedUntil) ? until : extendedUntil);
    }

    /** Until when it may run, if nothing later than this was heard. */
    Instant endsBy(Instant deadline) {
        var until = extendedUntil;
        return until.isAfter(deadline) ? until : deadline;
    }

    /** Wakes the one who waits: it is not this replica's any more. */
    void takenOver() {
        change(() -> takenOver = true);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it ended, or somebody wants it to stop or took it over. */
    Woken await(Duration patience) throws InterruptedException {
        return await(patience, this::anything);
    }

    /** Waits until it ended or was taken over, whatever anybody wants. */
    Woken awaitEnd(Duration patience) throws InterruptedException {
        return await(patience, this::end);
    }

    /** Too much output weighs more than an end, which would pass for a whole one. */
    private Optional<Woken> anything() {
        return tooMuch && !takenOver
                ? Optional.of(new Woken.TooMuchOutput())
                : end().or(() -> stopWantedBy.map(Woken.StopWanted::new));
    }

    private Optional<Woken> end() {
        return takenOver ? Optional.of(new Woken.TakenOver()) : ended.map(end -> end);
    }

    private Woken await(Duration patience, Supplier<Optional<Woken>> cause) throws InterruptedException {
        var timeUp = new TimeUp();
        var alarm = scheduler.after(patience, () -> change(() -> timeUp.is = true));
        lock.lock();
        try {
            var woken = cause.get();
            while (woken.isEmpty() && !timeUp.is) {
                changed.await();
                woken = cause.get();
            }
            return woken.orElseGet(Woken.TimeUp::new);
        } finally {
            lock.unlock();
            alarm.cancel();
        }
    }

    /** Guarded by the lock. */
    private static final class TimeUp {
        private boolean is;
    }

    /** Lets the view say that no more will come; after the end is stored, so that it can show it. */
    void lastPage() {
        recording.lastPage();
    }
}

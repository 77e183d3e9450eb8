package sallyport.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.Recorded;
import sallyport.request.Event;
import sallyport.request.ExitStatus;
import sallyport.request.Output;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.StartFailure;
import sallyport.request.Target;

/** Stays with a run from the answer of ECS to its end, and sees that the end is stored. */
final class Attendant {
    private static final Logger LOG = LoggerFactory.getLogger(Attendant.class);

    /** How long a command has to obey Ctrl-C before its session is terminated. */
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);

    /** How long a terminated session may take to say that it ended. */
    private static final Duration AFTER_TERMINATE = Duration.ofSeconds(15);

    /** For how long a run goes on after its deadline while the ledger does not say whether it was extended. */
    private static final Duration PAST_DEADLINE = Duration.ofSeconds(5);

    private final PatientJournal journal;
    private final Scheduler scheduler;
    private final ShellMemory shells;

    Attendant(PatientJournal journal, Scheduler scheduler, ShellMemory shells) {
        this.journal = journal;
        this.scheduler = scheduler;
        this.shells = shells;
    }

    void attend(Request request, Target target, String token, Run run, Opening opening) throws InterruptedException {
        switch (opening) {
            case Opening.Opened opened -> attend(request, target, token, run, opened.session());
            case Opening.Refused refused -> {
                run.neverOpened();
                notStarted(request, token, refused.cause());
            }
            case Opening.Unanswered unanswered -> {
                // It may have started. It stays as it is, without a pulse, until recovery has asked AWS for a witness.
                LOG.atWarn().addKeyValue("request", request.id()).log("run.start-unanswered: {}", unanswered.cause());
                run.neverOpened();
            }
        }
    }

    void notStarted(Request request, String token, StartFailure cause) throws InterruptedException {
        end(request, token, new Phase.NotStarted(cause, scheduler.instant()), Optional.empty());
    }

    /** After a bug: nobody can say how far it came. */
    void failed(Request request, String token) throws InterruptedException {
        var cause = "Sallyport failed while it was starting or running it; its log has the cause.";
        journal.record(request.id(), new Event.SightLost(token, cause, false, scheduler.instant()));
    }

    private void attend(Request request, Target target, String token, Run run, Session session)
            throws InterruptedException {
        long openedAt = scheduler.nanoTime();
        var opened = new Event.SessionOpened(token, target, session.id(), scheduler.instant());
        try {
            switch (journal.record(request.id(), opened)) {
                case Recorded.Moved moved -> {
                    var running = (Phase.Running) moved.now().phase();
                    // Somebody may have wanted it to stop while it was starting.
                    run.hear(running);
                    stay(request, running, run, session, await(request, running, openedAt, run));
                }
                case Recorded.Refused refused -> {
                    LOG.atError().addKeyValue("request", request.id()).log("run.settled-by-another: {}", refused.why());
                    session.terminate();
                }
                case Recorded.NotFound _, Recorded.Unavailable _ -> session.terminate();
            }
        } catch (RuntimeException e) {
            session.terminate();
            throw e;
        }
    }

    /**
     * Waits for what ends a run. How long it may run is counted by a clock that nobody sets.
     *
     * @param openedAt monotonic time
     */
    private Run.Woken await(Request request, Phase.Running running, long openedAt, Run run)
            throws InterruptedException {
        var deadline = running.endsBy(request);
        var woken = run.await(left(running, deadline, openedAt));
        while (woken instanceof Run.Woken.TimeUp && !stands(request, running, deadline, run)) {
            deadline = run.endsBy(deadline);
            woken = run.await(left(running, deadline, openedAt));
        }
        // It may have ended while the ledger was asked.
        return woken instanceof Run.Woken.TimeUp ? run.awaitEnd(Duration.ZERO) : woken;
    }

    private Duration left(Phase.Running running, Instant deadline, long openedAt) {
        var left = Duration.between(running.since(), deadline).minusNanos(scheduler.nanoTime() - openedAt);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Whether a deadline that has come is still the deadline. The ledger decides, so that a run which somebody
     * extended, in whichever replica, is not ended, and one that is to end is not extended any more. If it does not
     * answer, what was heard last holds.
     */
    private boolean stands(Request request, Phase.Running running, Instant deadline, Run run)
            throws InterruptedException {
        if (run.endsBy(deadline).isAfter(deadline)) {
            return false;
        }
        var reached = new Event.DeadlineReached(running.token(), deadline, scheduler.instant());
        return switch (journal.record(request.id(), reached, PAST_DEADLINE)) {
            case Recorded.Moved _, Recorded.NotFound _, Recorded.Unavailable _ -> true;
            case Recorded.Refused(var entry, var _) -> {
                if (entry.phase() instanceof Phase.Running now && now.token().equals(running.token())) {
                    run.hear(now);
                } else {
                    run.takenOver();
                }
                yield false;
            }
        };
    }

    private void stay(Request request, Phase.Running running, Run run, Session session, Run.Woken woken)
            throws InterruptedException {
        var token = running.token();
        switch (woken) {
            case Run.Woken.Ended ended -> {
                var end = ending(request, running.target(), ended);
                if (end instanceof Phase.Lost) {
                    session.terminate();
                }
                end(request, token, end, Optional.of(ended.output()));
            }
            case Run.Woken.StopWanted stop -> {
                var output = close(run, session);
                end(request, token, new Phase.Revoked(stop.by(), scheduler.instant()), output);
            }
            case Run.Woken.TooMuchOutput _ -> {
                var output = close(run, session);
                end(request, token, new Phase.Failed(tooMuchOutput(request), scheduler.instant()), output);
            }
            case Run.Woken.TimeUp _ -> {
                var output = close(run, session);
                end(request, token, new Phase.TimedOut(scheduler.instant()), output);
            }
            case Run.Woken.TakenOver _ -> session.terminate();
        }
    }

    private static String tooMuchOutput(Request request) {
        return "it printed more than the " + request.conditions().outputLimit()
                + " bytes that its rule allows. The session was ended; what came beyond is not kept.";
    }

    /** Ctrl-C first, so that the command can tidy up, then the end of the session. */
    private static Optional<Output> close(Run run, Session session) throws InterruptedException {
        session.interrupt();
        if (run.awaitEnd(AFTER_INTERRUPT) instanceof Run.Woken.Ended ended
                && !(ended.end() instanceof SessionEnd.ConnectionLost)) {
            return Optional.of(ended.output());
        }
        boolean confirmed = session.terminate();
        if (run.awaitEnd(AFTER_TERMINATE) instanceof Run.Woken.Ended ended) {
            return Optional.of(ended.output());
        }
        LOG.atWarn().addKeyValue("session", session.id()).log("run.end-not-heard, terminate confirmed: {}", confirmed);
        return Optional.empty();
    }

    private Phase.Outcome ending(Request request, Target target, Run.Woken.Ended ended) {
        var now = scheduler.instant();
        return switch (ended.end()) {
            case SessionEnd.Closed _ -> new Phase.Done(exit(ended.code()), now);
            case SessionEnd.ClosedWith closed -> new Phase.Failed(closed.reason(), now);
            case SessionEnd.NotStarted notStarted -> notStarted(request, target, notStarted, now);
            case SessionEnd.Truncated truncated -> new Phase.Failed("output is missing: " + truncated.what(), now);
            case SessionEnd.ConnectionLost lost -> new Phase.Lost(lost.cause(), now);
        };
    }

    private Phase.Outcome notStarted(Request request, Target target, SessionEnd.NotStarted end, Instant now) {
        var cause = StartFailures.of(request, target, end.agentText());
        if (cause.kind() == StartFailure.Kind.NO_SHELL) {
            shells.lacks(target.imageDigest());
        }
        return new Phase.NotStarted(cause, now);
    }

    private static ExitStatus exit(OptionalInt code) {
        return code.isPresent() ? new ExitStatus.Exited(code.getAsInt()) : new ExitStatus.Unknown();
    }

    private void end(Request request, String token, Phase.Outcome end, Optional<Output> output)
            throws InterruptedException {
        var recorded = journal.record(request.id(), new Event.RunEnded(token, end, output));
        if (!(recorded instanceof Recorded.Moved)) {
            LOG.atError().addKeyValue("request", request.id()).log("run.end-not-recorded: {}", recorded);
        }
    }
}

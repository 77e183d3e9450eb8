package sallyport.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.Journal;
import sallyport.audit.LedgerEntry;
import sallyport.audit.Recorded;
import sallyport.output.LivePage;
import sallyport.output.Outlet;
import sallyport.output.Pace;
import sallyport.output.Transcripts;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.ExitCode;
import sallyport.request.ExitStatus;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.StartFailure;
import sallyport.request.Target;

/**
 * Starts an approved request, once, and stays with it to its end. Each request is handled by one virtual thread; the
 * claim in the ledger decides which, whoever else tries.
 */
final class Starter {
    private static final Logger LOG = LoggerFactory.getLogger(Starter.class);
    private static final int TOKEN_BYTES = 16;

    /** How long a command has to obey Ctrl-C before its session is terminated. */
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);

    /** How long a terminated session may take to say that it ended. */
    private static final Duration AFTER_TERMINATE = Duration.ofSeconds(15);

    private final Journal journal;
    private final Containers containers;
    private final Resolver resolver;
    private final ShellMemory shells;
    private final Transcripts transcripts;
    private final Outlet outlet;
    private final Pace pace;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Turns turns = new Turns();
    private final Map<RequestId, Run> running = new ConcurrentHashMap<>();
    private volatile boolean closing;

    Starter(
            Journal journal,
            Containers containers,
            Resolver resolver,
            ShellMemory shells,
            Transcripts transcripts,
            Outlet outlet,
            Pace pace,
            InstantSource clock,
            RandomGenerator random) {
        this.journal = journal;
        this.containers = containers;
        this.resolver = resolver;
        this.shells = shells;
        this.transcripts = transcripts;
        this.outlet = outlet;
        this.pace = pace;
        this.clock = clock;
        this.random = random;
    }

    void start(LedgerEntry entry, Phase.Approved approved) throws InterruptedException {
        var request = entry.request();
        var target = checked(request, approved);
        if (target.isPresent()) {
            takeTurn(request, approved, target.get());
        }
    }

    /** Where it may run now; if nowhere, that is recorded, unless AWS did not answer and the next sweep asks again. */
    private Optional<Target> checked(Request request, Phase.Approved approved) {
        return switch (containers.resolve(request.selector())) {
            case Resolution.Resolved resolved -> checked(request, approved, resolved.target());
            case Resolution.Impossible impossible -> {
                refuse(request, impossible.cause());
                yield Optional.empty();
            }
            case Resolution.Unanswered unanswered -> {
                LOG.atWarn().addKeyValue("request", request.id()).log("run.not-looked-up: " + unanswered.cause());
                yield Optional.empty();
            }
        };
    }

    private Optional<Target> checked(Request request, Phase.Approved approved, Target target) {
        if (!approved.target().sameRevisionAs(target)) {
            stale(request, changes(approved.target(), target));
            return Optional.empty();
        }
        var objection = resolver.objection(request, target);
        if (objection.isEmpty()) {
            return Optional.of(target);
        }
        if (objection.get().kind() == StartFailure.Kind.NO_SHELL) {
            refuse(request, objection.get());
        } else {
            stale(request, objection.get().explanation());
        }
        return Optional.empty();
    }

    private void takeTurn(Request request, Phase.Approved approved, Target target) throws InterruptedException {
        boolean waited = turns.await(target.runtimeId(), request.id());
        try {
            var now = waited ? checked(request, approved) : Optional.of(target);
            if (now.isPresent() && now.get().runtimeId().equals(target.runtimeId()) && !closing) {
                claim(request, now.get());
            }
        } finally {
            turns.done(target.runtimeId(), request.id());
        }
    }

    private void refuse(Request request, StartFailure cause) {
        var event = new Event.StartRefused(cause, Actor.component("claimer"), clock.instant());
        journal.record(request.id(), event);
    }

    private void stale(Request request, String changed) {
        journal.record(request.id(), new Event.BindingBroken(changed, clock.instant()));
    }

    private static String changes(Target approved, Target now) {
        if (!approved.taskDefinition().equals(now.taskDefinition())) {
            return "`" + approved.service() + "` was deployed since: it was " + approved.revision() + " and is now "
                    + now.revision();
        }
        return approved.imageDigest().equals(now.imageDigest())
                ? "`" + approved.alias() + "` is now another place than the one approved"
                : "`" + approved.service() + "` runs another image since, under the same revision";
    }

    private void claim(Request request, Target target) throws InterruptedException {
        var token = token();
        var claimed = journal.record(request.id(), new Event.ClaimTaken(token, clock.instant()));
        if (claimed instanceof Recorded.Moved moved
                && moved.now().phase() instanceof Phase.Starting starting
                && starting.token().equals(token)) {
            open(request, target, token);
        }
    }

    private String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void open(Request request, Target target, String token) throws InterruptedException {
        Transcripts.Transcript transcript;
        try {
            transcript = transcripts.open(request.id());
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("request", request.id()).setCause(e).log("run.not-recordable");
            end(request, token, new Phase.NotStarted(StartFailures.notRecordable(), clock.instant()));
            return;
        }
        open(request, target, token, transcript);
    }

    private void open(Request request, Target target, String token, Transcripts.Transcript transcript)
            throws InterruptedException {
        var marker = request.exitCode() == ExitCode.NONE
                ? Optional.<ExitMarker>empty()
                : Optional.of(ExitMarker.random(random));
        var commandLine = marker.map(m -> m.wrap(request.argv()))
                .orElseGet(() -> request.argv().quoted());
        var page = LivePage.open(request.id(), outlet, pace);
        var run = new Run(request.id(), new Recording(marker, transcript, page));
        running.put(request.id(), run);
        try {
            execute(request, target, token, commandLine, run);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("request", request.id()).setCause(e).log("run.failed");
            sightLost(request, token, "Sallyport failed while it was starting or running; its log has the cause.");
        } finally {
            running.remove(request.id());
            run.lastPage();
        }
    }

    private void execute(Request request, Target target, String token, String commandLine, Run run)
            throws InterruptedException {
        switch (containers.open(request.id(), target, commandLine, run)) {
            case Opening.Opened opened -> attend(request, target, token, run, opened.session());
            case Opening.Refused refused -> {
                run.neverOpened();
                end(request, token, new Phase.NotStarted(refused.cause(), clock.instant()));
            }
            case Opening.Unanswered unanswered -> {
                run.neverOpened();
                sightLost(request, token, unanswered.cause());
            }
        }
    }

    private void sightLost(Request request, String token, String cause) {
        journal.record(request.id(), new Event.SightLost(token, cause, false, clock.instant()));
    }

    private void attend(Request request, Target target, String token, Run run, Session session)
            throws InterruptedException {
        var opened = new Event.SessionOpened(token, target, session.id(), clock.instant());
        try {
            if (journal.record(request.id(), opened) instanceof Recorded.Refused refused) {
                LOG.atError().addKeyValue("request", request.id()).log("run.settled-by-another: " + refused.why());
                session.terminate();
                return;
            }
            stay(request, target, token, run, session);
        } catch (RuntimeException e) {
            session.terminate();
            throw e;
        }
    }

    private void stay(Request request, Target target, String token, Run run, Session session)
            throws InterruptedException {
        var end = switch (run.await(request.deadline())) {
            case Run.Woken.Ended ended -> ending(request, target, ended);
            case Run.Woken.StopWanted stop -> {
                close(run, session);
                yield new Phase.Revoked(stop.by(), clock.instant());
            }
            case Run.Woken.TimeUp _ -> {
                close(run, session);
                yield new Phase.TimedOut(clock.instant());
            }
        };
        if (end instanceof Phase.Lost) {
            session.terminate();
        }
        end(request, token, end);
    }

    /** Ctrl-C first, so that the command can tidy up, then the end of the session. */
    private static void close(Run run, Session session) throws InterruptedException {
        session.interrupt();
        if (run.awaitEnd(AFTER_INTERRUPT) instanceof Run.Woken.Ended ended
                && !(ended.end() instanceof SessionEnd.ConnectionLost)) {
            return;
        }
        boolean confirmed = session.terminate();
        if (!(run.awaitEnd(AFTER_TERMINATE) instanceof Run.Woken.Ended)) {
            LOG.atWarn()
                    .addKeyValue("session", session.id())
                    .log("run.end-not-heard, terminate confirmed: " + confirmed);
        }
    }

    private Phase.Outcome ending(Request request, Target target, Run.Woken.Ended ended) {
        var now = clock.instant();
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

    private void end(Request request, String token, Phase.Outcome end) {
        var recorded = journal.record(request.id(), new Event.RunEnded(token, end, Optional.empty()));
        if (!(recorded instanceof Recorded.Moved)) {
            LOG.atError().addKeyValue("request", request.id()).log("run.end-not-recorded: " + recorded);
        }
    }

    /** Wakes the run if it runs here. */
    void stop(RequestId id, Actor by) {
        var run = running.get(id);
        if (run != null) {
            run.stop(by);
        }
    }

    /** Wakes all runs and starts nothing more. */
    void stopAll(Actor by) {
        closing = true;
        running.values().forEach(run -> run.stop(by));
    }
}

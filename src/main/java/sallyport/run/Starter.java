package sallyport.run;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.Journal;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.Recorded;
import sallyport.output.OutputView;
import sallyport.output.Transcripts;
import sallyport.request.Actor;
import sallyport.request.Binding;
import sallyport.request.Event;
import sallyport.request.ExitCode;
import sallyport.request.Lifecycle;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.StartFailure;
import sallyport.request.Target;

/**
 * Starts an approved request, once. Each request is handled by one thread; the claim in the ledger decides which,
 * whoever else tries, here or in another replica.
 */
final class Starter {
    private static final Logger LOG = LoggerFactory.getLogger(Starter.class);

    private final Ledger ledger;
    private final Journal journal;
    private final Containers containers;
    private final AgentPatience patience;
    private final Resolver resolver;
    private final ClockCheck clocks;
    private final Transcripts transcripts;
    private final Function<RequestId, OutputView> views;
    private final Scheduler scheduler;
    private final Windows windows;
    private final RandomGenerator random;
    private final Supplier<String> tokens;
    private final ContainerTurns turns;
    private final RuleLimits limits;
    private final PatientJournal patient;
    private final Attendant attendant;
    private final Map<RequestId, Run> running = new ConcurrentHashMap<>();
    private volatile boolean closing;

    Starter(
            Ledger ledger,
            Journal journal,
            Containers containers,
            AgentPatience patience,
            Resolver resolver,
            ClockCheck clocks,
            Transcripts transcripts,
            Function<RequestId, OutputView> views,
            Scheduler scheduler,
            Windows windows,
            RandomGenerator random,
            Supplier<String> tokens,
            ShellMemory shells) {
        this.ledger = ledger;
        this.journal = journal;
        this.containers = containers;
        this.patience = patience;
        this.resolver = resolver;
        this.clocks = clocks;
        this.transcripts = transcripts;
        this.views = views;
        this.scheduler = scheduler;
        this.windows = windows;
        this.random = random;
        this.tokens = tokens;
        var replica = tokens.get();
        this.turns = new ContainerTurns(ledger, scheduler, windows, replica);
        this.limits = new RuleLimits(ledger, scheduler, replica);
        this.patient = new PatientJournal(journal, scheduler);
        this.attendant = new Attendant(patient, scheduler, shells);
    }

    /** While starts are frozen it stays approved, until it is thawed or expires. */
    void start(LedgerEntry entry, Phase.Approved approved) throws InterruptedException {
        if (ledger.installation().freeze().isPresent()) {
            return;
        }
        var request = entry.request();
        var target = checked(request, approved);
        if (target.isPresent()) {
            takeTurn(request, approved, target.get());
        }
    }

    /** Where it may run now; if nowhere, that is recorded, unless AWS did not answer and the next sweep asks again. */
    private Optional<Target> checked(Request request, Phase.Approved approved) throws InterruptedException {
        return switch (patience.resolve(request.id(), where(request, approved))) {
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

    /** The first request of several has its own task, too, though it was asked for all. */
    private static Selector where(Request request, Phase.Approved approved) {
        var asked = request.selector();
        boolean pinned = request.conditions().binding() == Binding.TASK || request.fansOut();
        return pinned ? FanOutMaking.on(asked, approved.target().taskId()) : asked;
    }

    private Optional<Target> checked(Request request, Phase.Approved approved, Target target) {
        if (!approved.target().sameRevisionAs(target)) {
            stale(request, changes(approved.target(), target));
            return Optional.empty();
        }
        var objection = resolver.objection(request, approved.approvals(), target);
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
        var turn = turns.await(target.runtimeId(), request.id());
        try {
            if (turn == ContainerTurns.Turn.ELSEWHERE) {
                return;
            }
            var now = turn == ContainerTurns.Turn.AFTER_OTHERS ? checked(request, approved) : Optional.of(target);
            if (now.isPresent() && now.get().runtimeId().equals(target.runtimeId()) && !closing && clocks.agree()) {
                claim(request, approved, now.get());
            }
        } finally {
            turns.done(target.runtimeId(), request.id());
        }
    }

    private void refuse(Request request, StartFailure cause) {
        var event = new Event.StartRefused(cause, Actor.component("claimer"), scheduler.instant());
        journal.record(request.id(), event);
    }

    private void stale(Request request, String changed) {
        journal.record(request.id(), new Event.BindingBroken(changed, scheduler.instant()));
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

    /**
     * Only who reads back its own token may start it. The time to do so is counted from before the claim was sent, by a
     * clock that nobody sets; a claim that took longer is ended without a start.
     */
    private void claim(Request request, Phase.Approved approved, Target target) throws InterruptedException {
        var token = tokens.get();
        var right = limits.within(request, () -> claimed(request, token));
        if (right.isPresent()) {
            open(request, approved, target, token, right.get());
        }
    }

    private Optional<StartRight> claimed(Request request, String token) throws InterruptedException {
        long claimedAt = scheduler.nanoTime();
        var recorded = patient.record(request.id(), new Event.ClaimTaken(token, scheduler.instant()));
        return isHeldBy(token, recorded)
                ? Optional.of(() -> scheduler.nanoTime() - claimedAt <= Lifecycle.START_WINDOW.toNanos())
                : Optional.empty();
    }

    /** A claim whose answer was lost is found again as our own token. */
    private static boolean isHeldBy(String token, Recorded recorded) {
        return switch (recorded) {
            case Recorded.Moved moved -> isStartingBy(token, moved.now());
            case Recorded.Refused refused -> isStartingBy(token, refused.entry());
            case Recorded.NotFound _, Recorded.Unavailable _ -> false;
        };
    }

    private static boolean isStartingBy(String token, LedgerEntry entry) {
        return entry.phase() instanceof Phase.Starting starting
                && starting.token().equals(token);
    }

    private void open(Request request, Phase.Approved approved, Target target, String token, StartRight right)
            throws InterruptedException {
        Transcripts.Transcript transcript;
        try {
            transcript = transcripts.open(request.id());
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("request", request.id()).setCause(e).log("run.not-recordable");
            attendant.notStarted(request, token, StartFailures.notRecordable());
            return;
        }
        var identity = RunIdentity.of(request, approved.approvals());
        open(request, identity, target, token, right, transcript);
    }

    private void open(
            Request request,
            RunIdentity identity,
            Target target,
            String token,
            StartRight right,
            Transcripts.Transcript transcript)
            throws InterruptedException {
        var marker = request.exitCode() == ExitCode.NONE
                ? Optional.<ExitMarker>empty()
                : Optional.of(ExitMarker.random(random));
        var commandLine = marker.map(m -> m.wrap(request.argv()))
                .orElseGet(() -> request.argv().quoted());
        var recording = new Recording(marker, transcript, views.apply(request.id()));
        var run = new Run(request.id(), recording, request.conditions().outputLimit(), scheduler);
        running.put(request.id(), run);
        try (var heartbeat = heartbeat(request, target, token, run)) {
            heartbeat.start();
            attendant.attend(request, target, token, run, containers.open(identity, target, commandLine, right, run));
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("request", request.id()).setCause(e).log("run.failed");
            attendant.failed(request, token);
        } finally {
            running.remove(request.id());
            run.lastPage();
        }
    }

    private Heartbeat heartbeat(Request request, Target target, String token, Run run) {
        return new Heartbeat(
                ledger,
                scheduler,
                windows,
                request.id(),
                token,
                run::bytes,
                () -> turns.renew(target.runtimeId()),
                run::takenOver);
    }

    /** Whether a thread of this replica is at it. */
    boolean holds(RequestId id) {
        return running.containsKey(id);
    }

    /** Has the run, if it runs here, hear what was asked of it: to go on for longer, or to stop. */
    void hear(RequestId id, Phase.Running asked) {
        var run = running.get(id);
        if (run != null) {
            run.hear(asked);
        }
    }

    /** Wakes all runs and starts nothing more. */
    void stopAll(Actor by) {
        closing = true;
        running.values().forEach(run -> run.stop(by));
    }

    /** Gives up on what cannot be stored; the next process settles it. */
    void abandon() {
        patient.abandon();
    }
}

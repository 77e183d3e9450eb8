package sallyport.run;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.Journal;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.request.Actor;
import sallyport.request.Approval;
import sallyport.request.Event;
import sallyport.request.ExitCode;
import sallyport.request.FanOut;
import sallyport.request.Request;
import sallyport.request.Selector;
import sallyport.request.StartFailure;
import sallyport.request.Target;

/** Finds out where a received request would run and whether anything stands against it, before anybody is asked. */
final class Resolver {
    private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);
    private static final Actor SELF = Actor.component("resolver");

    private final Journal journal;
    private final AgentPatience patience;
    private final Recheck recheck;
    private final ShellMemory shells;
    private final FanOutMaking fanOuts;
    private final InstantSource clock;

    Resolver(
            Ledger ledger,
            Journal journal,
            Containers containers,
            AgentPatience patience,
            Recheck recheck,
            ShellMemory shells,
            InstantSource clock) {
        this.journal = journal;
        this.patience = patience;
        this.recheck = recheck;
        this.shells = shells;
        this.clock = clock;
        this.fanOuts = new FanOutMaking(ledger, journal, containers);
    }

    /** What cannot be said yet is left to the next sweep. */
    void resolve(LedgerEntry entry) throws InterruptedException {
        var request = entry.request();
        var barred = recheck.barred(request);
        var event = barred.isPresent() ? barred.<Event>map(this::refused) : event(request);
        LOG.atDebug().addKeyValue("request", request.id()).log("request.looked-up");
        event.ifPresent(happened -> journal.record(request.id(), happened));
    }

    private Optional<Event> event(Request request) throws InterruptedException {
        var fanOut = request.conditions().fanOut();
        return fanOut.isPresent() ? event(request, fanOut.get()) : Optional.of(event(request, request.selector(), 1));
    }

    private Optional<Event> event(Request request, FanOut fanOut) throws InterruptedException {
        return switch (fanOut) {
            case FanOut.First first ->
                switch (fanOuts.tasks(request, first)) {
                    case RunningTasks.Found(var ids) -> event(request, first, ids);
                    case RunningTasks.Impossible(var cause) -> Optional.of(refused(cause));
                    case RunningTasks.Unanswered(var cause) -> Optional.of(refused(StartFailures.unanswered(cause)));
                };
            case FanOut.Other other ->
                switch (fanOuts.state(other)) {
                    case COMPLETE -> Optional.of(event(request, request.selector(), 1));
                    case ABANDONED -> Optional.of(refused(StartFailures.leftAlone(other.first())));
                    case INCOMPLETE -> Optional.empty();
                };
        };
    }

    /** The others are stored before the first one can be agreed to, and only if nothing stands against it. */
    private Optional<Event> event(Request request, FanOut.First first, List<String> tasks) throws InterruptedException {
        var event = event(request, FanOutMaking.on(request.selector(), tasks.getFirst()), tasks.size());
        return event instanceof Event.StartRefused || fanOuts.store(request, first, tasks)
                ? Optional.of(event)
                : Optional.empty();
    }

    private Event event(Request request, Selector selector, int tasks) throws InterruptedException {
        return switch (patience.resolve(request.id(), selector)) {
            case Resolution.Resolved resolved ->
                objection(request, List.of(), resolved.target())
                        .<Event>map(this::refused)
                        .orElseGet(() -> new Event.TargetResolved(resolved.target(), tasks, clock.instant()));
            case Resolution.Impossible impossible -> refused(impossible.cause());
            case Resolution.Unanswered unanswered -> refused(StartFailures.unanswered(unanswered.cause()));
        };
    }

    private Event.StartRefused refused(StartFailure cause) {
        return new Event.StartRefused(cause, SELF, clock.instant());
    }

    /** What is known to stand against running the request there. */
    Optional<StartFailure> objection(Request request, List<Approval> given, Target target) {
        return recheck.objection(request, given, target).or(() -> missingShell(request, target));
    }

    private Optional<StartFailure> missingShell(Request request, Target target) {
        boolean needsShell = request.exitCode() != ExitCode.NONE;
        return needsShell && shells.isKnownToLack(target.imageDigest())
                ? Optional.of(StartFailures.noShell(target))
                : Optional.empty();
    }
}

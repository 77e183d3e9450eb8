package sallyport.run;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.Journal;
import sallyport.audit.LedgerEntry;
import sallyport.request.Actor;
import sallyport.request.Approval;
import sallyport.request.Event;
import sallyport.request.ExitCode;
import sallyport.request.Request;
import sallyport.request.StartFailure;
import sallyport.request.Target;

/** Finds out where a received request would run and whether anything stands against it, before anybody is asked. */
final class Resolver {
    private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);
    private static final Actor SELF = Actor.component("resolver");

    private final Journal journal;
    private final Containers containers;
    private final Recheck recheck;
    private final ShellMemory shells;
    private final InstantSource clock;

    Resolver(Journal journal, Containers containers, Recheck recheck, ShellMemory shells, InstantSource clock) {
        this.journal = journal;
        this.containers = containers;
        this.recheck = recheck;
        this.shells = shells;
        this.clock = clock;
    }

    void resolve(LedgerEntry entry) {
        var request = entry.request();
        var event = event(request);
        LOG.atDebug().addKeyValue("request", request.id()).log("request.looked-up");
        journal.record(request.id(), event);
    }

    private Event event(Request request) {
        return switch (containers.resolve(request.selector())) {
            case Resolution.Resolved resolved ->
                objection(request, List.of(), resolved.target())
                        .<Event>map(this::refused)
                        .orElseGet(() -> new Event.TargetResolved(resolved.target(), clock.instant()));
            case Resolution.Impossible impossible -> refused(impossible.cause());
            case Resolution.Unanswered unanswered ->
                refused(new StartFailure(
                        StartFailure.Kind.AWS_REFUSED,
                        "It was not started, because AWS did not answer: " + unanswered.cause()
                                + " Ask again when it does."));
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

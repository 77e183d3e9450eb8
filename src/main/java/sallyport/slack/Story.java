package sallyport.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sallyport.audit.AuditEvent;
import sallyport.audit.FanOuts;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerFormat;
import sallyport.request.Approval;
import sallyport.request.Extension;
import sallyport.request.FanOut;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.Target;
import sallyport.run.Resolution;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request with what its card tells of the past: an ended phase no longer knows where it ran and who agreed, the audit
 * chain does.
 *
 * @param target where it would run or ran, once looked up
 * @param approvals who agreed
 * @param startedAt when its session was opened, if it was
 * @param extension whether somebody let it run for longer than its rule says
 * @param waitsFor what keeps it from starting, if it is agreed to and something does
 * @param settled the tasks it was asked for and how their requests are numbered, if there are others
 * @param startInDoubt whether it has been starting for so long that whoever started it must be gone
 * @param agent the exec agent whose start it waits for
 */
record Story(
        LedgerEntry entry,
        Optional<Target> target,
        List<Approval> approvals,
        Optional<Instant> startedAt,
        Optional<Extension> extension,
        Optional<Ahead> waitsFor,
        Optional<FanOut.Other> settled,
        boolean startInDoubt,
        Optional<Resolution.AgentStarting> agent) {
    /** How soon people are told that a start is being looked up; a start that is alive is over long before. */
    private static final Duration TELL_OF_DOUBT_AFTER = Duration.ofSeconds(25);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    Story {
        approvals = List.copyOf(approvals);
    }

    Story(LedgerEntry entry, Optional<Target> target, List<Approval> approvals, Optional<Instant> startedAt) {
        this(
                entry,
                target,
                approvals,
                startedAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    /** Reads the chain of the entry's request, and what is in front of it. */
    static Story read(Ledger ledger, LedgerEntry entry, Instant now) {
        var story = of(entry, ledger.events(entry.request().id())).among(new FanOuts(ledger).settled(entry));
        return switch (entry.phase()) {
            case Phase.Approved approved ->
                story.waitingFor(Ahead.of(
                        story.request(),
                        approved,
                        ledger.unfinished(),
                        ledger.installation().freeze()));
            case Phase.Starting starting ->
                story.inDoubt(!now.isBefore(starting.claimedAt().plus(TELL_OF_DOUBT_AFTER)));
            case Phase.Received _, Phase.Pending _, Phase.Running _, Phase.Ended _ -> story;
        };
    }

    private Story waitingFor(Optional<Ahead> ahead) {
        return new Story(entry, target, approvals, startedAt, extension, ahead, settled, startInDoubt, agent);
    }

    private Story inDoubt(boolean doubt) {
        return new Story(entry, target, approvals, startedAt, extension, waitsFor, settled, doubt, agent);
    }

    Story among(Optional<FanOut.Other> others) {
        return new Story(entry, target, approvals, startedAt, extension, waitsFor, others, startInDoubt, agent);
    }

    /** With the exec agent that the process which tells it waits for. */
    Story whileStarts(Optional<Resolution.AgentStarting> starting) {
        return new Story(entry, target, approvals, startedAt, extension, waitsFor, settled, startInDoubt, starting);
    }

    static Story of(LedgerEntry entry, List<AuditEvent> events) {
        var story = new Story(entry, Optional.empty(), List.of(), Optional.empty());
        for (var event : events) {
            story = story.after(phaseAfter(event));
        }
        return story.after(entry.phase());
    }

    private Story after(Phase phase) {
        return switch (phase) {
            case Phase.Pending pending ->
                new Story(entry, Optional.of(pending.target()), pending.approvals(), startedAt);
            case Phase.Approved approved ->
                new Story(entry, Optional.of(approved.target()), approved.approvals(), startedAt);
            case Phase.Starting starting -> new Story(entry, Optional.of(starting.target()), approvals, startedAt);
            case Phase.Running running ->
                new Story(
                        entry,
                        Optional.of(running.target()),
                        approvals,
                        Optional.of(running.since()),
                        running.extension(),
                        waitsFor,
                        settled,
                        startInDoubt,
                        Optional.empty());
            case Phase.Received _, Phase.Ended _ -> this;
        };
    }

    private static Phase phaseAfter(AuditEvent event) {
        return LedgerFormat.readPhase(
                JSON.readTree(event.canonical()).get("phase").toString());
    }

    Request request() {
        return entry.request();
    }

    Phase phase() {
        return entry.phase();
    }

    /** How long it may run, or might. */
    Duration limit() {
        return extension
                .flatMap(extended -> startedAt.map(start -> Duration.between(start, extended.until())))
                .orElseGet(() -> request().deadline());
    }

    /** How long it ran, known when it has ended. */
    Optional<Duration> ranFor() {
        return entry.phase() instanceof Phase.Ended ended
                ? startedAt.map(start -> Duration.between(start, ended.at()))
                : Optional.empty();
    }
}

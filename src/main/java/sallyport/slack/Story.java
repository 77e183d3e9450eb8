package sallyport.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sallyport.audit.AuditEvent;
import sallyport.audit.FanOuts;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerFormat;
import sallyport.request.Approval;
import sallyport.request.Concurrency;
import sallyport.request.Extension;
import sallyport.request.FanOut;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.Target;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request with what its card tells of the past: an ended phase no longer knows where it ran and who agreed, the audit
 * chain does.
 *
 * @param target where it would run or ran, once looked up
 * @param approvals who agreed
 * @param startedAt when its session was opened, if it was
 * @param extension whether somebody let it run for longer than its rule says
 * @param waitsFor the request that has the container, or its rule's place, if this one is agreed to and waits for it
 * @param settled the tasks it was asked for and how their requests are numbered, if there are others
 * @param startInDoubt whether it has been starting for so long that whoever started it must be gone
 */
record Story(
        LedgerEntry entry,
        Optional<Target> target,
        List<Approval> approvals,
        Optional<Instant> startedAt,
        Optional<Extension> extension,
        Optional<Ahead> waitsFor,
        Optional<FanOut.Other> settled,
        boolean startInDoubt) {
    /** How soon people are told that a start is being looked up; a start that is alive is over long before. */
    private static final Duration TELL_OF_DOUBT_AFTER = Duration.ofSeconds(25);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * What keeps a request waiting.
     *
     * @param where to complete "waits for it …"
     */
    record Ahead(Request request, String where) {}

    Story {
        approvals = List.copyOf(approvals);
    }

    Story(LedgerEntry entry, Optional<Target> target, List<Approval> approvals, Optional<Instant> startedAt) {
        this(entry, target, approvals, startedAt, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** Reads the chain of the entry's request, and who is in front of it. */
    static Story read(Ledger ledger, LedgerEntry entry, Instant now) {
        var story = of(entry, ledger.events(entry.request().id())).among(new FanOuts(ledger).settled(entry));
        return switch (entry.phase()) {
            case Phase.Approved approved -> story.waitingFor(inFront(story.request(), approved, ledger.unfinished()));
            case Phase.Starting starting ->
                story.inDoubt(!now.isBefore(starting.claimedAt().plus(TELL_OF_DOUBT_AFTER)));
            case Phase.Received _, Phase.Pending _, Phase.Running _, Phase.Ended _ -> story;
        };
    }

    private Story waitingFor(Optional<Ahead> other) {
        return new Story(entry, target, approvals, startedAt, extension, other, settled, startInDoubt);
    }

    private Story inDoubt(boolean doubt) {
        return new Story(entry, target, approvals, startedAt, extension, waitsFor, settled, doubt);
    }

    Story among(Optional<FanOut.Other> others) {
        return new Story(entry, target, approvals, startedAt, extension, waitsFor, others, startInDoubt);
    }

    /**
     * One session per container: whatever starts or runs there keeps the others waiting. So does, for a rule that lets
     * only so many run at once, another run of it on the same target.
     */
    static Optional<Ahead> inFront(Request waiting, Phase.Approved approved, List<LedgerEntry> unfinished) {
        var others = unfinished.stream()
                .filter(other -> !other.request().id().equals(waiting.id()))
                .filter(other -> occupied(other.phase()).isPresent())
                .toList();
        return others.stream()
                .filter(other -> occupied(other.phase())
                        .equals(Optional.of(approved.target().runtimeId())))
                .findFirst()
                .map(other -> new Ahead(other.request(), "in the same container"))
                .or(() -> others.stream()
                        .filter(other -> sharesALimit(other.request(), waiting))
                        .findFirst()
                        .map(other -> new Ahead(other.request(), "under the same rule")));
    }

    private static boolean sharesALimit(Request other, Request waiting) {
        var rules = Arrays.asList(other.rule().split(", "));
        return other.selector().alias().equals(waiting.selector().alias())
                && waiting.conditions().concurrency().stream()
                        .map(Concurrency::rule)
                        .anyMatch(rules::contains);
    }

    private static Optional<String> occupied(Phase phase) {
        return switch (phase) {
            case Phase.Starting starting -> Optional.of(starting.target().runtimeId());
            case Phase.Running running -> Optional.of(running.target().runtimeId());
            case Phase.Received _, Phase.Pending _, Phase.Approved _, Phase.Ended _ -> Optional.empty();
        };
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
                        startInDoubt);
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

package sallyport.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.Journal;
import sallyport.audit.LedgerEntry;
import sallyport.audit.Recorded;
import sallyport.request.Event;
import sallyport.request.Phase;
import sallyport.request.RequestId;

/**
 * Settles what a dead replica left. A run whose pulse stands still is taken over, so that its holder, should it be
 * alive after all, can write nothing more; then its session is ended and the loss declared. Nothing is ever started
 * again.
 *
 * <p>Whether it was started is asked of AWS: a session found is proof. That none is found proves nothing as long as a
 * signed call may be on its way; after that the answer is still reported as unknown, because we have not seen on a live
 * account that ECS sessions are always listed under the run's name (docs/unverified.md).
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /** Two looks further apart prove nothing about the time between them: the store or this process was away. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(10);

    /** How long AWS is asked in vain before the answer is given without it. */
    private static final Duration ASK_FOR = Duration.ofMinutes(10);

    private final Journal journal;
    private final Containers containers;
    private final ClockCheck clocks;
    private final Scheduler scheduler;
    private final Windows windows;
    private final Supplier<String> tokens;
    /** Belongs to the sweep. */
    private final Map<RequestId, Seen> seen = new HashMap<>();

    /**
     * A pulse as it was seen.
     *
     * @param since monotonic time of the first look at it
     * @param last monotonic time of the latest look at it
     */
    private record Seen(String holder, long beats, long since, long last) {}

    Recovery(
            Journal journal,
            Containers containers,
            ClockCheck clocks,
            Scheduler scheduler,
            Windows windows,
            Supplier<String> tokens) {
        this.journal = journal;
        this.containers = containers;
        this.clocks = clocks;
        this.scheduler = scheduler;
        this.windows = windows;
        this.tokens = tokens;
    }

    /** Looks at a run that this replica does not hold. Not thread-safe. */
    boolean isOrphaned(LedgerEntry entry) {
        var holder = entry.phase().holder();
        if (holder.isEmpty()) {
            seen.remove(entry.request().id());
            return false;
        }
        long now = scheduler.nanoTime();
        var look = look(
                Optional.ofNullable(seen.get(entry.request().id())),
                holder.get(),
                entry.pulse().beats(),
                now);
        seen.put(entry.request().id(), look);
        return now - look.since() >= windows.silence().toNanos();
    }

    /** Forgets what has come to its end. */
    void forgetAllBut(List<LedgerEntry> unfinished) {
        seen.keySet()
                .retainAll(
                        unfinished.stream().map(entry -> entry.request().id()).collect(Collectors.toSet()));
    }

    private static Seen look(Optional<Seen> before, String holder, long beats, long now) {
        return before.filter(seen -> seen.holder().equals(holder)
                        && seen.beats() == beats
                        && now - seen.last() <= LONGEST_GAP.toNanos())
                .map(seen -> new Seen(holder, beats, seen.since(), now))
                .orElseGet(() -> new Seen(holder, beats, now, now));
    }

    /** Takes the run over and brings it to its end; without effect if somebody else did, or if it must wait. */
    void settle(LedgerEntry entry) {
        switch (entry.phase()) {
            case Phase.Starting starting -> settle(entry, starting);
            case Phase.Running running -> settle(entry, running);
            case Phase.Received _, Phase.Pending _, Phase.Approved _, Phase.Ended _ -> {}
        }
    }

    private void settle(LedgerEntry entry, Phase.Running running) {
        var id = entry.request().id();
        takeOver(id, running.token()).ifPresent(token -> {
            boolean ended =
                    containers.terminate(RunIdentity.of(entry.request()), running.target(), running.sessionId());
            lose(id, token, "Sallyport stopped while it was running; " + session(ended) + output(entry), true);
        });
    }

    private void settle(LedgerEntry entry, Phase.Starting starting) {
        var id = entry.request().id();
        var witness = containers.witness(id, starting.target(), starting.claimedAt());
        var closed = starting.claimedAt().plus(windows.startClosed());
        switch (witness) {
            case Witness.Found(var sessionId) ->
                takeOver(id, starting.token()).ifPresent(token -> {
                    boolean ended = containers.terminate(RunIdentity.of(entry.request()), starting.target(), sessionId);
                    lose(id, token, "Sallyport stopped while it was starting; " + session(ended), true);
                });
            case Witness.NotFound _ -> giveUp(id, starting, closed, "AWS shows no session of it");
            case Witness.Unanswered(var cause) -> {
                LOG.atWarn().addKeyValue("request", id).log("run.no-witness: {}", cause);
                giveUp(id, starting, closed.plus(ASK_FOR), "AWS did not say whether it has a session of it");
            }
        }
    }

    private void giveUp(RequestId id, Phase.Starting starting, Instant notBefore, String finding) {
        if (scheduler.instant().isBefore(notBefore) || !clocks.agree()) {
            return;
        }
        takeOver(id, starting.token())
                .ifPresent(token -> lose(
                        id,
                        token,
                        "Sallyport lost sight of it while it was starting. " + finding
                                + ", but that does not prove that nothing ran.",
                        false));
    }

    /** The new token, if the run was still the old holder's. */
    private Optional<String> takeOver(RequestId id, String from) {
        var token = tokens.get();
        var recorded = journal.record(id, new Event.TakenOver(from, token, scheduler.instant()));
        return recorded instanceof Recorded.Moved ? Optional.of(token) : Optional.empty();
    }

    private void lose(RequestId id, String token, String cause, boolean started) {
        var recorded = journal.record(id, new Event.SightLost(token, cause, started, scheduler.instant()));
        if (!(recorded instanceof Recorded.Moved)) {
            LOG.atWarn().addKeyValue("request", id).log("run.not-settled: {}", recorded);
        }
    }

    private static String session(boolean ended) {
        return "its session " + (ended ? "was ended." : "could not be ended and may still run.");
    }

    private static String output(LedgerEntry entry) {
        long bytes = entry.pulse().bytes();
        return bytes == 0
                ? " Its output is missing."
                : " The transcript holds its output up to about byte " + bytes + "; what came after is missing.";
    }
}

package sallyport.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import sallyport.audit.Applied;
import sallyport.audit.AuditEvent;
import sallyport.audit.Checkpoint;
import sallyport.audit.FanOuts;
import sallyport.audit.Installation;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerUnavailable;
import sallyport.audit.MemoryLedger;
import sallyport.audit.Sealable;
import sallyport.request.Conditions;
import sallyport.request.Extension;
import sallyport.request.Freeze;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.StartFailure;

/**
 * The ledger as one process sees it over a network: slow, and answers get lost, before or after the write, and some
 * writes arrive when nobody waits for them any more.
 */
final class Store implements Ledger {
    private static final long LATEST_ARRIVAL = Duration.ofSeconds(5).toMillis();

    private final World world;
    private final ReplicaProcess process;
    private final MemoryLedger table;
    private final Outage outage;
    private final BiConsumer<LedgerEntry, ReplicaProcess> witness;

    /** @param witness hears of every entry that was written, at that moment */
    Store(
            World world,
            ReplicaProcess process,
            MemoryLedger table,
            Outage outage,
            BiConsumer<LedgerEntry, ReplicaProcess> witness) {
        this.world = world;
        this.process = process;
        this.table = table;
        this.outage = outage;
        this.witness = witness;
    }

    /** The time during which the store answers nobody. */
    static final class Outage {
        private long until;

        void lasts(long untilMillis) {
            until = Math.max(until, untilMillis);
        }

        boolean isOn(World world) {
            return world.now() < until;
        }
    }

    @Override
    public Applied create(Request request, Phase phase, AuditEvent event, String mark) {
        var used = world.has(Flaw.NO_FIRST_SEEN_MARK) ? mark + " " + request.id() : mark;
        return write(request.id(), () -> table.create(request, phase, event, used), new Applied.Unanswered(LOST));
    }

    @Override
    public Applied apply(LedgerEntry decidedOn, Phase to, AuditEvent event) {
        var id = decidedOn.request().id();
        return write(
                id,
                () -> table.apply(flawed(decidedOn, to), flawedPhase(decidedOn, to), event),
                lostAnswer(decidedOn, to));
    }

    /** The flaws that write without looking pretend to have decided on what is there now. */
    private LedgerEntry flawed(LedgerEntry decidedOn, Phase to) {
        boolean approval = to instanceof Phase.Pending || to instanceof Phase.Approved;
        boolean blind = (world.has(Flaw.BLIND_APPROVAL) && approval)
                || (world.has(Flaw.BLIND_END) && to instanceof Phase.Ended);
        return blind ? table.find(decidedOn.request().id()).orElseThrow() : decidedOn;
    }

    private Phase flawedPhase(LedgerEntry from, Phase to) {
        if (world.has(Flaw.START_AGAIN)
                && from.phase() instanceof Phase.Starting before
                && to instanceof Phase.Starting after
                && !before.token().equals(after.token())) {
            return new Phase.Approved(after.target(), after.digest(), List.of(), Instant.MAX);
        }
        if (world.has(Flaw.EXTENDED_WITHOUT_BOUND) && to instanceof Phase.Running running) {
            return with(running, running.extension().map(Store::longer));
        }
        return world.has(Flaw.EARLY_NOT_STARTED) && to instanceof Phase.Unknown unknown
                ? new Phase.NotStarted(new StartFailure(StartFailure.Kind.TOO_LATE, "called off"), unknown.at())
                : to;
    }

    private static Extension longer(Extension extension) {
        return new Extension(extension.until().plus(Duration.ofMinutes(1)), extension.by());
    }

    private Applied write(RequestId id, Supplier<Applied> write, Applied lost) {
        process.takes("write");
        if (outage.isOn(world)) {
            process.unanswered();
            return new Applied.Unanswered("the store is away");
        }
        boolean dropped = world.strikes(world.loss);
        if (dropped && world.random.nextBoolean()) {
            world.after(world.random.nextLong(LATEST_ARRIVAL), () -> arrive(id, write));
        }
        var answer = dropped ? Optional.<Applied>empty() : Optional.of(arrive(id, write));
        process.takes("written");
        if (answer.isEmpty() || world.strikes(world.loss)) {
            process.unanswered();
            return lost;
        }
        return answer.get();
    }

    private Applied arrive(RequestId id, Supplier<Applied> write) {
        var applied = write.get();
        if (applied instanceof Applied.Written) {
            witness.accept(table.find(id).orElseThrow(), process);
        }
        return applied;
    }

    /** What the one who waits makes of an answer that does not come. */
    private Applied lostAnswer(LedgerEntry decidedOn, Phase to) {
        if (world.has(Flaw.LOST_ANSWER_IS_WIN)) {
            return new Applied.Written(with(decidedOn, to));
        }
        if (world.has(Flaw.LOST_ANSWER_IS_LOSS) && to instanceof Phase.Starting) {
            return new Applied.Conflict(with(decidedOn, new Phase.Expired(process.instant())));
        }
        return new Applied.Unanswered(LOST);
    }

    private <T> T call(Supplier<T> call) {
        process.takes("read");
        if (outage.isOn(world) || world.strikes(world.loss)) {
            process.unanswered();
            throw new LedgerUnavailable("the store did not answer", new IllegalStateException("simulated"));
        }
        var answer = call.get();
        process.takes("answered");
        if (world.strikes(world.loss)) {
            process.unanswered();
            throw new LedgerUnavailable("the answer was lost", new IllegalStateException("simulated"));
        }
        return answer;
    }

    @Override
    public boolean beat(RequestId id, String token, long bytes) {
        return call(() -> {
            boolean ended = table.find(id).orElseThrow().phase() instanceof Phase.Ended;
            boolean counted = table.beat(id, token, bytes) || world.has(Flaw.OUTPUT_NOT_FENCED);
            world.require(!counted || !ended, "output of " + id + " was counted after the run had ended");
            return counted;
        });
    }

    @Override
    public Optional<LedgerEntry> find(RequestId id) {
        return call(() -> table.find(id).map(this::seen));
    }

    @Override
    public List<LedgerEntry> unfinished() {
        return call(() ->
                table.unfinished().stream().map(this::seen).map(this::alone).toList());
    }

    /** The flaws that read what is not there. */
    private LedgerEntry seen(LedgerEntry entry) {
        if (world.has(Flaw.NO_EXPIRY_IN_CLAIM) && entry.phase() instanceof Phase.Approved approved) {
            return with(entry, new Phase.Approved(approved.target(), approved.digest(), approved.approvals(), FOREVER));
        }
        if (world.has(Flaw.OLD_DEADLINE) && entry.phase() instanceof Phase.Running running) {
            return with(entry, with(running, Optional.empty()));
        }
        if (world.has(Flaw.SELF_APPROVAL) && entry.phase() instanceof Phase.Pending) {
            return withRequester(entry, Fleet.NEVER_CLICKS);
        }
        return entry;
    }

    /**
     * The flaw that takes a request for another task, while others are still made, for one that was asked by itself.
     */
    private LedgerEntry alone(LedgerEntry entry) {
        boolean open = world.has(Flaw.FAN_OUT_GATE_OPEN)
                && entry.phase() instanceof Phase.Received
                && FanOuts.other(entry)
                        .flatMap(other -> table.find(other.first()))
                        .filter(first -> first.phase() instanceof Phase.Received)
                        .isPresent();
        return open ? with(entry, Conditions.USUAL) : entry;
    }

    private static final String LOST = "the answer was lost";
    private static final Instant FOREVER = Instant.parse("2100-01-01T00:00:00Z");

    private static Phase.Running with(Phase.Running running, Optional<Extension> extension) {
        return new Phase.Running(
                running.target(),
                running.digest(),
                running.token(),
                running.sessionId(),
                running.since(),
                running.stopAskedBy(),
                extension);
    }

    private static LedgerEntry with(LedgerEntry entry, Phase phase) {
        return new LedgerEntry(
                entry.request(), phase, entry.version(), entry.head(), entry.card(), entry.endShown(), entry.pulse());
    }

    private static LedgerEntry withRequester(LedgerEntry entry, Person requester) {
        return with(entry, requester, entry.request().conditions());
    }

    private static LedgerEntry with(LedgerEntry entry, Conditions conditions) {
        return with(entry, entry.request().requester(), conditions);
    }

    private static LedgerEntry with(LedgerEntry entry, Person requester, Conditions conditions) {
        var asked = entry.request();
        var other = new Request(
                asked.id(),
                requester,
                asked.channel(),
                asked.selector(),
                asked.argv(),
                asked.exitCode(),
                asked.rule(),
                asked.policyVersion(),
                asked.quorum(),
                asked.reason(),
                asked.askedAt(),
                asked.expiresAt(),
                asked.startWithin(),
                asked.deadline(),
                conditions);
        return new LedgerEntry(
                other, entry.phase(), entry.version(), entry.head(), entry.card(), entry.endShown(), entry.pulse());
    }

    @Override
    public List<LedgerEntry> latest(int limit) {
        return call(() -> table.latest(limit));
    }

    @Override
    public void cardPosted(RequestId id, MessageRef card) {
        call(() -> {
            table.cardPosted(id, card);
            return true;
        });
    }

    @Override
    public void endShown(RequestId id) {
        call(() -> {
            table.endShown(id);
            return true;
        });
    }

    @Override
    public Installation installation() {
        return call(table::installation);
    }

    @Override
    public boolean note(Installation decidedOn, Optional<Freeze> freeze, AuditEvent event) {
        return call(() -> table.note(decidedOn, freeze, event));
    }

    @Override
    public List<AuditEvent> events(String chain, long from) {
        return call(() -> table.events(chain, from));
    }

    @Override
    public List<String> chains(String after, int limit) {
        return call(() -> table.chains(after, limit));
    }

    @Override
    public List<Sealable> unsealed(int limit) {
        return call(() -> table.unsealed(limit));
    }

    @Override
    public boolean seal(Checkpoint checkpoint, List<Sealable> sealed) {
        return call(() -> table.seal(checkpoint, sealed));
    }

    @Override
    public List<Checkpoint> checkpoints(long from, int limit) {
        return call(() -> table.checkpoints(from, limit));
    }

    @Override
    public Optional<Checkpoint> lastCheckpoint() {
        return call(table::lastCheckpoint);
    }

    @Override
    public boolean lease(String name, String holder, Instant now, Duration term) {
        return call(() -> table.lease(name, holder, now, term));
    }

    @Override
    public void release(String name, String holder) {
        call(() -> {
            table.release(name, holder);
            return true;
        });
    }

    @Override
    public void close() {}
}

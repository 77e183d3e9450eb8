package sallyport.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import sallyport.request.Freeze;
import sallyport.request.MessageRef;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;

/** A ledger that remembers for as long as its memory is kept. Can be cut off, and can let somebody else be first. */
public final class MemoryLedger implements Ledger {
    /** What outlives a ledger that is closed. */
    public static final class Memory {
        private final ReentrantLock lock = new ReentrantLock();
        private final Map<RequestId, LedgerEntry> entries = new LinkedHashMap<>();
        private final Map<String, List<AuditEvent>> events = new TreeMap<>();
        private final Map<String, RequestId> marks = new HashMap<>();
        private final Map<String, Long> sealed = new HashMap<>();
        private final List<Checkpoint> checkpoints = new ArrayList<>();
        private final Map<String, Lease> leases = new HashMap<>();
        private Installation installation = Installation.NEW;
    }

    private record Lease(String holder, Instant until) {}

    private final Memory memory;
    private int answersToLose;
    private int writes;
    private final AtomicInteger reads = new AtomicInteger();
    private volatile Optional<String> outage = Optional.empty();
    private volatile Runnable beforeNextApply = () -> {};

    public MemoryLedger() {
        this(new Memory());
    }

    public MemoryLedger(Memory memory) {
        this.memory = memory;
    }

    /** Makes reads throw and writes answer that nothing is known, until {@link #answerAgain}. */
    public void stopAnswering() {
        outage = Optional.of("the store is away");
    }

    public void answerAgain() {
        outage = Optional.empty();
    }

    /** Lets something happen between the decision on a transition and its write, once. */
    public void beforeNextApply(Runnable event) {
        beforeNextApply = event;
    }

    @Override
    public Applied create(Request request, Phase phase, AuditEvent event, String mark) {
        return write(() -> {
            var earlier = memory.marks.get(mark);
            if (earlier != null) {
                return new Applied.Duplicate(earlier);
            }
            var drawnBefore = memory.entries.get(request.id());
            if (drawnBefore != null) {
                return new Applied.Conflict(drawnBefore);
            }
            memory.marks.put(mark, request.id());
            return store(new LedgerEntry(request, phase, 0, head(event), Optional.empty(), false, Pulse.NONE), event);
        });
    }

    @Override
    public Applied apply(LedgerEntry decidedOn, Phase to, AuditEvent event) {
        var meanwhile = beforeNextApply;
        beforeNextApply = () -> {};
        meanwhile.run();
        return write(() -> {
            var actual = memory.entries.get(decidedOn.request().id());
            if (actual == null || actual.version() != decidedOn.version()) {
                return new Applied.Conflict(Optional.ofNullable(actual).orElseThrow());
            }
            boolean claim = actual.phase() instanceof Phase.Approved && to instanceof Phase.Starting;
            if (claim && memory.installation.freeze().isPresent()) {
                return new Applied.Frozen(actual);
            }
            var now = new LedgerEntry(
                    actual.request(),
                    to,
                    actual.version() + 1,
                    head(event),
                    actual.card(),
                    actual.endShown(),
                    actual.pulse());
            return store(now, event);
        });
    }

    private Applied store(LedgerEntry now, AuditEvent event) {
        var id = now.request().id();
        memory.entries.put(id, now);
        memory.events.computeIfAbsent(id.value(), _ -> new ArrayList<>()).add(event);
        return new Applied.Written(now);
    }

    private static ChainHead head(AuditEvent event) {
        return new ChainHead(event.sequence(), event.hash());
    }

    @Override
    public Optional<LedgerEntry> find(RequestId id) {
        return read(() -> Optional.ofNullable(memory.entries.get(id)));
    }

    @Override
    public List<LedgerEntry> unfinished() {
        return read(() -> memory.entries.values().stream()
                .filter(entry -> !(entry.phase() instanceof Phase.Ended) || !entry.endShown())
                .sorted(Comparator.comparing(entry -> entry.request().askedAt()))
                .toList());
    }

    @Override
    public List<LedgerEntry> latest(int limit) {
        return read(() -> new ArrayList<>(memory.entries.values())
                .reversed().stream()
                        .sorted(Comparator.<LedgerEntry, Instant>comparing(
                                        entry -> entry.request().askedAt())
                                .reversed())
                        .limit(limit)
                        .toList());
    }

    @Override
    public void cardPosted(RequestId id, MessageRef card) {
        update(id, entry -> with(entry, entry.card().or(() -> Optional.of(card)), entry.endShown()));
    }

    @Override
    public void endShown(RequestId id) {
        update(id, entry -> with(entry, entry.card(), entry.phase() instanceof Phase.Ended));
    }

    private static LedgerEntry with(LedgerEntry entry, Optional<MessageRef> card, boolean endShown) {
        return new LedgerEntry(
                entry.request(), entry.phase(), entry.version(), entry.head(), card, endShown, entry.pulse());
    }

    @Override
    public boolean beat(RequestId id, String token, long bytes) {
        return read(() -> {
            var entry = memory.entries.get(id);
            if (entry == null || !entry.phase().holder().equals(Optional.of(token))) {
                return false;
            }
            var pulse = new Pulse(entry.pulse().beats() + 1, bytes);
            memory.entries.put(
                    id,
                    new LedgerEntry(
                            entry.request(),
                            entry.phase(),
                            entry.version(),
                            entry.head(),
                            entry.card(),
                            entry.endShown(),
                            pulse));
            return true;
        });
    }

    @Override
    public Installation installation() {
        return read(() -> memory.installation);
    }

    @Override
    public boolean note(Installation decidedOn, Optional<Freeze> freeze, AuditEvent event) {
        return read(() -> {
            if (!memory.installation.head().equals(decidedOn.head())) {
                return false;
            }
            memory.installation = new Installation(head(event), freeze);
            memory.events
                    .computeIfAbsent(Installation.CHAIN, _ -> new ArrayList<>())
                    .add(event);
            return true;
        });
    }

    @Override
    public List<String> chains(String after, int limit) {
        return read(() -> memory.events.keySet().stream()
                .filter(chain -> chain.compareTo(after) > 0)
                .limit(limit)
                .toList());
    }

    @Override
    public List<Sealable> unsealed(int limit) {
        return read(() -> memory.events.entrySet().stream()
                .map(chain -> new Sealable(chain.getKey(), head(chain.getValue().getLast())))
                .filter(chain -> chain.head().sequence() > memory.sealed.getOrDefault(chain.chain(), -1L))
                .limit(limit)
                .toList());
    }

    @Override
    public boolean seal(Checkpoint checkpoint, List<Sealable> sealed) {
        return read(() -> {
            if (checkpoint.number() != memory.checkpoints.size()) {
                return false;
            }
            memory.checkpoints.add(checkpoint);
            sealed.forEach(
                    chain -> memory.sealed.merge(chain.chain(), chain.head().sequence(), Math::max));
            return true;
        });
    }

    @Override
    public List<Checkpoint> checkpoints(long from, int limit) {
        return read(() -> memory.checkpoints.stream()
                .filter(checkpoint -> checkpoint.number() >= from)
                .limit(limit)
                .toList());
    }

    @Override
    public Optional<Checkpoint> lastCheckpoint() {
        return read(() -> memory.checkpoints.isEmpty()
                ? Optional.<Checkpoint>empty()
                : Optional.of(memory.checkpoints.getLast()));
    }

    @Override
    public boolean lease(String name, String holder, Instant now, Duration term) {
        return read(() -> {
            var held = memory.leases.get(name);
            if (held != null && !held.holder().equals(holder) && now.isBefore(held.until())) {
                return false;
            }
            memory.leases.put(name, new Lease(holder, now.plus(term)));
            return true;
        });
    }

    @Override
    public void release(String name, String holder) {
        var _ = read(() -> Optional.ofNullable(
                memory.leases.computeIfPresent(name, (_, held) -> held.holder().equals(holder) ? null : held)));
    }

    @Override
    public List<AuditEvent> events(String chain, long from) {
        return read(() -> memory.events.getOrDefault(chain, List.of()).stream()
                .filter(event -> event.sequence() >= from)
                .toList());
    }

    private void update(RequestId id, UnaryOperator<LedgerEntry> change) {
        var _ = read(() -> Optional.ofNullable(memory.entries.computeIfPresent(id, (_, entry) -> change.apply(entry))));
    }

    private Applied write(Supplier<Applied> write) {
        var answer = outage.<Applied>map(Applied.Unanswered::new).orElseGet(() -> locked(write));
        writes++;
        if (answersToLose > 0) {
            answersToLose--;
            return new Applied.Unanswered("the answer was lost");
        }
        return answer;
    }

    /** The next writes are done, and nobody hears of it. */
    public void loseAnswers(int count) {
        answersToLose = count;
    }

    /** How often something was to be stored. */
    int writes() {
        return writes;
    }

    /** How often it was asked for something. */
    public int reads() {
        return reads.get();
    }

    private <T> T read(Supplier<T> read) {
        reads.incrementAndGet();
        if (outage.isPresent()) {
            throw new LedgerUnavailable(outage.get(), new IllegalStateException("cut off by the test"));
        }
        return locked(read);
    }

    private <T> T locked(Supplier<T> work) {
        memory.lock.lock();
        try {
            return work.get();
        } finally {
            memory.lock.unlock();
        }
    }

    @Override
    public void close() {
        outage = Optional.of("the ledger is closed");
    }
}

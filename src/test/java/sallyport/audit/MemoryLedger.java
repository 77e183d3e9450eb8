package sallyport.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
        private final Map<RequestId, List<AuditEvent>> events = new HashMap<>();
        private final Map<String, RequestId> marks = new HashMap<>();
    }

    private final Memory memory;
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
            return store(new LedgerEntry(request, phase, 0, head(event), Optional.empty(), false), event);
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
            var now = new LedgerEntry(
                    actual.request(), to, actual.version() + 1, head(event), actual.card(), actual.endShown());
            return store(now, event);
        });
    }

    private Applied store(LedgerEntry now, AuditEvent event) {
        var id = now.request().id();
        memory.entries.put(id, now);
        memory.events.computeIfAbsent(id, _ -> new ArrayList<>()).add(event);
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
        return new LedgerEntry(entry.request(), entry.phase(), entry.version(), entry.head(), card, endShown);
    }

    @Override
    public List<AuditEvent> events(RequestId id) {
        return read(() -> List.copyOf(memory.events.getOrDefault(id, List.of())));
    }

    private void update(RequestId id, UnaryOperator<LedgerEntry> change) {
        var _ = read(() -> Optional.ofNullable(memory.entries.computeIfPresent(id, (_, entry) -> change.apply(entry))));
    }

    private Applied write(Supplier<Applied> write) {
        return outage.<Applied>map(Applied.Unavailable::new).orElseGet(() -> locked(write));
    }

    private <T> T read(Supplier<T> read) {
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

package sallyport.slack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sallyport.audit.Applied;
import sallyport.audit.AuditEvent;
import sallyport.audit.ChainHead;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.request.MessageRef;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;

/** A ledger that forgets with the process. */
final class MemoryLedger implements Ledger {
    private final Map<RequestId, LedgerEntry> entries = new LinkedHashMap<>();
    private final Map<RequestId, List<AuditEvent>> chains = new HashMap<>();
    private final Map<String, RequestId> marks = new HashMap<>();

    @Override
    public synchronized Applied create(Request request, Phase phase, AuditEvent event, String mark) {
        var earlier = marks.putIfAbsent(mark, request.id());
        if (earlier != null) {
            return new Applied.Duplicate(earlier);
        }
        chains.put(request.id(), new ArrayList<>(List.of(event)));
        return written(new LedgerEntry(request, phase, 0, head(event), Optional.empty(), false));
    }

    @Override
    public synchronized Applied apply(LedgerEntry decidedOn, Phase to, AuditEvent event) {
        var id = decidedOn.request().id();
        var actual = entry(id);
        if (actual.version() != decidedOn.version()) {
            return new Applied.Conflict(actual);
        }
        chains.computeIfAbsent(id, _ -> new ArrayList<>()).add(event);
        return written(new LedgerEntry(
                actual.request(), to, actual.version() + 1, head(event), actual.card(), actual.endShown()));
    }

    @Override
    public synchronized Optional<LedgerEntry> find(RequestId id) {
        return Optional.ofNullable(entries.get(id));
    }

    @Override
    public synchronized List<LedgerEntry> unfinished() {
        return entries.values().stream()
                .filter(entry -> !(entry.phase() instanceof Phase.Ended) || !entry.endShown())
                .toList();
    }

    @Override
    public synchronized List<LedgerEntry> latest(int limit) {
        return entries.values().stream()
                .sorted(Comparator.comparing(
                                (LedgerEntry entry) -> entry.request().askedAt())
                        .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void cardPosted(RequestId id, MessageRef card) {
        var e = entry(id);
        written(new LedgerEntry(
                e.request(), e.phase(), e.version(), e.head(), e.card().or(() -> Optional.of(card)), e.endShown()));
    }

    @Override
    public synchronized void endShown(RequestId id) {
        var e = entry(id);
        written(new LedgerEntry(e.request(), e.phase(), e.version(), e.head(), e.card(), true));
    }

    @Override
    public synchronized List<AuditEvent> events(RequestId id) {
        return List.copyOf(chains.getOrDefault(id, List.of()));
    }

    @Override
    public void close() {}

    private LedgerEntry entry(RequestId id) {
        return find(id).orElseThrow();
    }

    private Applied written(LedgerEntry entry) {
        entries.put(entry.request().id(), entry);
        return new Applied.Written(entry);
    }

    private static ChainHead head(AuditEvent event) {
        return new ChainHead(event.sequence(), event.hash());
    }
}

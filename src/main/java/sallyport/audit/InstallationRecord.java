package sallyport.audit;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import sallyport.audit.InstallationJournal.BrokenGlass;
import sallyport.audit.InstallationJournal.ToldNotice;
import sallyport.request.RequestId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the installation's chain says of broken glass and of what people were told. Each look reads what was added since
 * the last one, whichever replica added it: a chain only grows. Safe for use by many threads.
 */
final class InstallationRecord {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Ledger ledger;
    private final AtomicReference<Known> known = new AtomicReference<>(Known.NOTHING);

    InstallationRecord(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Every request that broke the glass, in order. */
    List<BrokenGlass> brokenGlass() {
        return List.copyOf(upToDate().glass().values());
    }

    boolean isReviewed(RequestId request) {
        return brokenGlass().stream().anyMatch(broken -> broken.request().equals(request) && broken.reviewed());
    }

    boolean isTold(ToldNotice told) {
        return upToDate().told().contains(told);
    }

    /** Of two that look at the same time, what the one knows that has read further is kept. */
    private Known upToDate() {
        var before = known.get();
        var now = before.after(ledger.events(Installation.CHAIN, before.next()));
        return known.accumulateAndGet(now, (one, other) -> one.next() >= other.next() ? one : other);
    }

    /**
     * What a part of the chain says.
     *
     * @param next the number of the first event behind that part
     * @param glass in the order in which it was broken
     */
    private record Known(long next, Map<RequestId, BrokenGlass> glass, Set<ToldNotice> told) {
        private static final Known NOTHING = new Known(0, Map.of(), Set.of());

        private Known after(List<AuditEvent> events) {
            if (events.isEmpty()) {
                return this;
            }
            var all = new LinkedHashMap<>(glass);
            var notices = new HashSet<>(told);
            events.forEach(event -> add(event, all, notices));
            return new Known(events.getLast().sequence() + 1, all, notices);
        }

        private static void add(AuditEvent event, Map<RequestId, BrokenGlass> glass, Set<ToldNotice> told) {
            switch (event.type()) {
                case InstallationJournal.GLASS_BROKEN -> {
                    var broken = brokenGlass(JSON.readTree(event.canonical()));
                    glass.put(broken.request(), broken);
                }
                case InstallationJournal.GLASS_REVIEWED ->
                    glass.computeIfPresent(
                            request(JSON.readTree(event.canonical())), (_, broken) -> broken.andReviewed());
                case InstallationJournal.NOTICE_TOLD -> {
                    var json = JSON.readTree(event.canonical());
                    told.add(new ToldNotice(request(json), text(json, "notice")));
                }
                default -> {
                    // A chain holds other events, too.
                }
            }
        }

        private static BrokenGlass brokenGlass(JsonNode json) {
            return new BrokenGlass(request(json), text(json, "group"), Instant.parse(text(json, "due")), false);
        }

        private static RequestId request(JsonNode json) {
            return new RequestId(text(json, InstallationJournal.REQUEST));
        }

        private static String text(JsonNode json, String key) {
            return json.path(key).asString();
        }
    }
}

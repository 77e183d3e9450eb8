package sallyport.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells new events from those that were given already, while the same streams are read again and again. Each round
 * begins {@link #OVERLAP} before the newest ingestion, since events arrive late and out of order. Pure; not
 * thread-safe.
 *
 * <p>A round of one call is a snapshot. A round of several is none: an event may arrive behind a page that was read,
 * and a later one of its stream in front of it. So what a round of several calls found is held until the round after,
 * unless it was ingested before the round began, as far as the round before tells.
 */
final class FollowWindow {
    /** How late an event may arrive and still be shown. */
    static final Duration OVERLAP = Duration.ofSeconds(60);

    /** Events remembered. Beyond that the oldest are forgotten, and nothing as old as they is shown any more. */
    static final int MAX_REMEMBERED = 50_000;

    private static final Comparator<Seen> BY_TIME = Comparator.comparingLong(Seen::timestamp)
            .thenComparing(Seen::stream)
            .thenComparing(Seen::id);

    private final Instant since;
    private final TreeSet<Seen> seen = new TreeSet<>(BY_TIME);
    private final TreeMap<Seen, LogEvent> held = new TreeMap<>(BY_TIME);
    private long newestIngestion;
    private long settled;
    /** Events as old as this were given, or are not wanted. */
    private long floor = -1;

    private record Seen(long timestamp, String stream, String id) {
        static Seen of(LogEvent event) {
            return new Seen(event.timestamp(), event.stream(), event.id());
        }
    }

    /** @param since when the first round begins */
    FollowWindow(Instant since) {
        this.since = since;
    }

    /** Events that were given before the first round. */
    void given(List<LogEvent> events) {
        events.forEach(event -> {
            seen.add(Seen.of(event));
            newestIngestion = Math.max(newestIngestion, event.ingested());
        });
    }

    /** Events as old as this, or older, are not wanted. */
    void notBefore(long timestamp) {
        floor = Math.max(floor, timestamp);
    }

    /** When the next round begins. */
    Instant from() {
        var overlap = Instant.ofEpochMilli(newestIngestion).minus(OVERLAP);
        return overlap.isAfter(since) ? overlap : since;
    }

    /**
     * Takes what a whole round found, in any order and with doubles; what is older than {@link #from()} is passed over.
     *
     * @param oneCall whether one call found it all
     * @return what is new and may be given, in order
     */
    List<LogEvent> round(List<LogEvent> events, boolean oneCall) {
        long begin = Math.max(from().toEpochMilli(), floor + 1);
        for (var event : events) {
            var key = Seen.of(event);
            if (event.timestamp() >= begin && !seen.contains(key)) {
                held.putIfAbsent(key, event);
            }
            newestIngestion = Math.max(newestIngestion, event.ingested());
        }
        var ready = ready(oneCall ? Long.MAX_VALUE : settled);
        settled = newestIngestion;
        forget();
        return ready;
    }

    private List<LogEvent> ready(long ingestedUntil) {
        var ready = new ArrayList<LogEvent>();
        held.values().removeIf(event -> {
            boolean now = event.ingested() <= ingestedUntil;
            if (now) {
                ready.add(event);
                seen.add(Seen.of(event));
            }
            return now;
        });
        ready.sort(Comparator.naturalOrder());
        return ready;
    }

    private void forget() {
        seen.headSet(new Seen(from().toEpochMilli(), "", ""), false).clear();
        while (seen.size() > MAX_REMEMBERED) {
            notBefore(seen.removeFirst().timestamp());
        }
    }
}

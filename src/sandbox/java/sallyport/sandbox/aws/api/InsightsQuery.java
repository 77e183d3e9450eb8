package sallyport.sandbox.aws.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sallyport.sandbox.aws.insights.Query;
import sallyport.sandbox.aws.insights.Rows;
import sallyport.sandbox.aws.world.LogEvent;
import sallyport.sandbox.aws.world.LogGroup;

/**
 * A query that somebody started: what it asks, what there was to scan, and how far it has come by some moment.
 *
 * @param events all events of the groups in the time asked for, oldest first, as of the start
 * @param bytes of all their messages
 */
record InsightsQuery(
        String id,
        String text,
        Query query,
        int limit,
        List<LogGroup> groups,
        List<Scanned> events,
        long bytes,
        String startedBy,
        Instant startedAt,
        Optional<Instant> stoppedAt) {
    /** An event and the name of its group. */
    record Scanned(String group, LogEvent event) {}

    /** How long a query waits before it runs; assumed, as is the next. */
    static final Duration SCHEDULED = Duration.ofMillis(300);
    /** How long a query runs. */
    static final Duration RUNNING = Duration.ofMillis(1_200);

    enum Status {
        SCHEDULED("Scheduled"),
        RUNNING("Running"),
        COMPLETE("Complete"),
        CANCELLED("Cancelled");

        private final String wireName;

        Status(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }

        boolean isOver() {
            return this == COMPLETE || this == CANCELLED;
        }
    }

    Status status(Instant now) {
        if (stoppedAt.isPresent()) {
            return Status.CANCELLED;
        }
        if (now.isBefore(startedAt.plus(SCHEDULED))) {
            return Status.SCHEDULED;
        }
        return now.isBefore(endsAt()) ? Status.RUNNING : Status.COMPLETE;
    }

    Instant endsAt() {
        return startedAt.plus(SCHEDULED).plus(RUNNING);
    }

    /** The part of the events that has been scanned by a moment, from 0 to 1. */
    double scanned(Instant now) {
        var until = stoppedAt.orElse(now);
        var running = Duration.between(startedAt.plus(SCHEDULED), until);
        return Math.clamp((double) running.toMillis() / RUNNING.toMillis(), 0, 1);
    }

    /** The result as far as the query has come. */
    Query.Result result(Instant now) {
        var rows = events.subList(0, scannedEvents(now)).stream()
                .map(scanned -> Rows.of(scanned.group, scanned.event))
                .toList();
        return query.run(rows, limit);
    }

    int scannedEvents(Instant now) {
        return (int) (events.size() * scanned(now));
    }

    InsightsQuery stopped(Instant now) {
        return new InsightsQuery(id, text, query, limit, groups, events, bytes, startedBy, startedAt, Optional.of(now));
    }
}

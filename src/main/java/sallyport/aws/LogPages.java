package sallyport.aws;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import sallyport.watch.LineGate;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;

/**
 * The pages of one time range, which {@code FilterLogEvents} gives one after the other: sorted by time, of any number
 * of events and often of none. Not thread-safe.
 */
final class LogPages {
    private final TimeRange range;
    private final Source source;
    private final Predicate<String> meant;
    private final LineGate gate;
    private final NewestEvents events;
    private Optional<String> token = Optional.empty();
    /** When the newest event was written, milliseconds since 1970; before the range while there is none. */
    private long reached;

    private int count;

    /** Asks for the page of a token, or for the first one. */
    @FunctionalInterface
    interface Source {
        FilterLogEventsResponse page(Optional<String> token);
    }

    /**
     * @param meant which streams count
     * @param events where those are added that the gate admits
     */
    LogPages(TimeRange range, Source source, Predicate<String> meant, LineGate gate, NewestEvents events) {
        this.range = range;
        this.reached = range.from().toEpochMilli() - 1;
        this.source = source;
        this.meant = meant;
        this.gate = gate;
        this.events = events;
    }

    void readOne() {
        var answer = source.page(token);
        count++;
        for (var found : answer.events()) {
            var event = LogScan.event(found);
            reached = Math.max(reached, event.timestamp());
            if (meant.test(event.stream()) && gate.admits(event.stream(), event.message())) {
                events.add(event);
            }
        }
        token = Optional.ofNullable(answer.nextToken());
    }

    /**
     * Reads on until everything before that moment is there.
     *
     * @param most pages of this range in all
     */
    void readTo(Instant moment, int most) {
        while (!has(moment) && count < most) {
            readOne();
        }
    }

    /** As {@link #readTo}, with the end of the range. */
    void readToEnd(int most) {
        while (!isWhole() && count < most) {
            readOne();
        }
    }

    /** Whether everything before that moment is there; of the last moment of the range there may be more. */
    boolean has(Instant moment) {
        return isWhole() || (moment.isBefore(range.until()) && reached >= moment.toEpochMilli());
    }

    /** Whether the range was read to its end. */
    boolean isWhole() {
        return count > 0 && token.isEmpty();
    }

    /** Before which everything is there, of a range that is not whole; before its beginning if nothing was found. */
    Instant reached() {
        return Instant.ofEpochMilli(reached);
    }

    /** How many were read. */
    int count() {
        return count;
    }

    NewestEvents events() {
        return events;
    }

    /** How many pages the range would have if all were as those that were read; empty if those held nothing. */
    OptionalDouble expected() {
        long covered = reached - range.from().toEpochMilli() + 1;
        return covered == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) count * range.width().toMillis() / covered);
    }
}

package sallyport.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import sallyport.watch.LineFilter;
import sallyport.watch.LineGate;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * Reads one time range of streams of one group.
 *
 * <p>{@code FilterLogEvents} gives the oldest events first and any number of empty pages, and the newest are what was
 * asked for. So a range that takes too many pages is split, its newer half is read first, and the older one only while
 * there are fewer lines than wanted. Not thread-safe.
 */
final class LogScan {
    /** Names that one {@code FilterLogEvents} takes; CloudWatch Logs API reference. */
    static final int STREAMS_PER_CALL = 100;

    /** Pages read of one range before it is split; each is up to 1 MB. */
    static final int PAGES_PER_RANGE = 10;

    /** Pages read in all; beyond that the scan gives what it has. A group answers about five a second. */
    static final int MAX_PAGES = 100;

    /** A range this short is not split again: what its pages held is what there is. */
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final LogCalls calls;
    private final String group;
    private final LineFilter filter;
    private final UnaryOperator<String> shown;
    private final NewestEvents events;
    private int pages;

    /** @param shown makes of what was written what people would read */
    LogScan(LogCalls calls, String group, LineFilter filter, UnaryOperator<String> shown, NewestEvents events) {
        this.calls = calls;
        this.group = group;
        this.filter = filter;
        this.shown = shown;
        this.events = events;
    }

    /**
     * Reads and adds what it finds.
     *
     * @param streams of this group, at most {@value #STREAMS_PER_CALL}, all with names or all without
     * @return the moment since which nothing was left out: later than {@code since} if there were enough newer lines,
     *     or too many pages
     */
    Instant read(List<LogStream> streams, Instant since, Instant until) {
        var names = streams.stream().map(LogStream::name).collect(Collectors.toSet());
        if (names.contains("")) {
            return readByPrefix(streams, since, until, name -> true);
        }
        try {
            return read(request -> request.logStreamNames(names), since, until, name -> true);
        } catch (ResourceNotFoundException e) {
            // One name without a stream, as of a task that has written nothing yet, fails the whole call.
            return readByPrefix(streams, since, until, names::contains);
        }
    }

    private Instant readByPrefix(List<LogStream> streams, Instant since, Instant until, Predicate<String> meant) {
        Set<String> prefixes = streams.stream().map(LogStream::prefix).collect(Collectors.toSet());
        return prefixes.stream()
                .map(prefix -> read(request -> request.logStreamNamePrefix(prefix), since, until, meant))
                .max(Instant::compareTo)
                .orElse(since);
    }

    /** Which streams a call is about. */
    private interface Streams {
        void select(FilterLogEventsRequest.Builder request);
    }

    private Instant read(Streams streams, Instant from, Instant until, Predicate<String> meant) {
        if (pages >= MAX_PAGES) {
            return until;
        }
        if (readWhole(streams, from, until, meant)) {
            return from;
        }
        var middle = from.plus(Duration.between(from, until).dividedBy(2));
        var reached = read(streams, middle, until, meant);
        return reached.isAfter(middle) || events.fullSince(middle) ? reached : read(streams, from, middle, meant);
    }

    /** Whether the range was read to its end within the pages it has; if not, nothing of it is kept. */
    private boolean readWhole(Streams streams, Instant from, Instant until, Predicate<String> meant) {
        var whole = events.another();
        var gate = new LineGate(filter, shown);
        var token = Optional.<String>empty();
        for (int page = 0; page < PAGES_PER_RANGE; page++) {
            var answer = page(streams, from, until, token);
            answer.events().stream()
                    .filter(event -> meant.test(event.logStreamName()))
                    .map(LogScan::event)
                    .filter(event -> gate.admits(event.stream(), event.message()))
                    .forEach(whole::add);
            token = Optional.ofNullable(answer.nextToken());
            if (token.isEmpty()) {
                events.addAll(whole);
                return true;
            }
        }
        var shortest = Duration.between(from, until).compareTo(SHORTEST) <= 0;
        if (shortest) {
            events.addAll(whole);
        }
        return shortest;
    }

    private FilterLogEventsResponse page(Streams streams, Instant from, Instant until, Optional<String> token) {
        pages++;
        return calls.call(client -> client.filterLogEvents(request -> {
            request.logGroupName(group).startTime(from.toEpochMilli()).endTime(until.toEpochMilli());
            streams.select(request);
            filter.pattern().ifPresent(request::filterPattern);
            token.ifPresent(request::nextToken);
        }));
    }

    static LogEvent event(FilteredLogEvent event) {
        return new LogEvent(
                Optional.ofNullable(event.timestamp()).orElse(0L),
                Optional.ofNullable(event.ingestionTime()).orElse(0L),
                EcsStates.orEmpty(event.eventId()),
                EcsStates.orEmpty(event.logStreamName()),
                EcsStates.orEmpty(event.message()));
    }
}

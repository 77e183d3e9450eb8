package sallyport.aws;

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

/** Reads one time range of streams of one group, whose newest lines are wanted. Not thread-safe. */
final class LogScan {
    /** Names that one {@code FilterLogEvents} takes; CloudWatch Logs API reference. */
    static final int STREAMS_PER_CALL = 100;

    private final LogCalls calls;
    private final String group;
    private final LineFilter filter;
    private final UnaryOperator<String> shown;
    private final NewestEvents events;
    private int pagesLeft = NewestFirst.MAX_PAGES;

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

    private Instant read(Streams streams, Instant since, Instant until, Predicate<String> meant) {
        var newestFirst =
                new NewestFirst(events, !filter.looksAtText(), pagesLeft, range -> pages(streams, range, meant));
        try {
            return newestFirst.read(new TimeRange(worthReading(since, until), until));
        } finally {
            pagesLeft = newestFirst.pagesLeft();
        }
    }

    /** When other streams gave as many lines as are wanted, those of these that are older than all of them are none. */
    private Instant worthReading(Instant since, Instant until) {
        return events.fullSince()
                .filter(since::isBefore)
                .map(oldest -> oldest.isAfter(until) ? until : oldest)
                .orElse(since);
    }

    private LogPages pages(Streams streams, TimeRange range, Predicate<String> meant) {
        return new LogPages(
                range, token -> page(streams, range, token), meant, new LineGate(filter, shown), events.another());
    }

    private FilterLogEventsResponse page(Streams streams, TimeRange range, Optional<String> token) {
        return calls.call(client -> client.filterLogEvents(request -> {
            request.logGroupName(group)
                    .startTime(range.from().toEpochMilli())
                    .endTime(range.until().toEpochMilli());
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

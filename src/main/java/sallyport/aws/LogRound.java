package sallyport.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * Everything that some streams hold from one moment on.
 *
 * @param oneCall whether one call found it all
 */
record LogRound(List<LogEvent> events, boolean oneCall) {
    LogRound {
        events = List.copyOf(events);
    }

    /**
     * Reads to the end. A call that AWS slows down is made again with its token, so no page is left out.
     *
     * @param streams of one group, at most {@value LogScan#STREAMS_PER_CALL}, all with names
     */
    static LogRound read(LogCalls calls, List<LogStream> streams, Optional<String> pattern, Instant from) {
        var names = streams.stream().map(LogStream::name).collect(Collectors.toSet());
        var reader = new Reader(calls, streams.getFirst().group(), pattern, from);
        try {
            reader.read(request -> request.logStreamNames(names), _ -> true);
        } catch (ResourceNotFoundException e) {
            // One name without a stream, as of a task that has written nothing yet, fails the whole call.
            Set<String> prefixes = streams.stream().map(LogStream::prefix).collect(Collectors.toSet());
            prefixes.forEach(prefix -> reader.read(request -> request.logStreamNamePrefix(prefix), names::contains));
        }
        return new LogRound(reader.events, reader.pages == 1);
    }

    private static final class Reader {
        private final LogCalls calls;
        private final String group;
        private final Optional<String> pattern;
        private final Instant from;
        private final List<LogEvent> events = new ArrayList<>();
        private int pages;

        Reader(LogCalls calls, String group, Optional<String> pattern, Instant from) {
            this.calls = calls;
            this.group = group;
            this.pattern = pattern;
            this.from = from;
        }

        void read(Consumer<FilterLogEventsRequest.Builder> streams, Predicate<String> meant) {
            var token = Optional.<String>empty();
            do {
                var request =
                        FilterLogEventsRequest.builder().logGroupName(group).startTime(from.toEpochMilli());
                streams.accept(request);
                pattern.ifPresent(request::filterPattern);
                token.ifPresent(request::nextToken);
                var answer = calls.call(client -> client.filterLogEvents(request.build()));
                pages++;
                answer.events().stream()
                        .map(LogScan::event)
                        .filter(event -> meant.test(event.stream()))
                        .forEach(events::add);
                token = Optional.ofNullable(answer.nextToken());
            } while (token.isPresent());
        }
    }
}

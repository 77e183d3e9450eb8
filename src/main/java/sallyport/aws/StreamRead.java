package sallyport.aws;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import sallyport.watch.LineGate;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

/**
 * Reads one stream from one of its ends, by {@code GetLogEvents}. Its end is where the token repeats; an empty page is
 * none (CloudWatch Logs API reference). Its events have no ids, and need none: each page is read once. Not thread-safe.
 */
final class StreamRead {
    /** Pages read at most, up to 1 MB or 10,000 events each. */
    static final int MAX_PAGES = 100;

    private final LogCalls calls;
    private final LogStream stream;
    private final Instant since;
    private final Instant until;
    private boolean more;

    StreamRead(LogCalls calls, LogStream stream, Instant since, Instant until) {
        this.calls = calls;
        this.stream = stream;
        this.since = since;
        this.until = until;
    }

    /** Whether there are wanted events beyond those that were given, or there may be. */
    boolean more() {
        return more;
    }

    /** The oldest events of the range that the gate admits, in order. */
    List<LogEvent> oldest(int limit, LineGate gate) {
        var found = new ArrayList<LogEvent>();
        var token = Optional.<String>empty();
        for (int page = 0; page < MAX_PAGES; page++) {
            var answer = page(true, token);
            found.addAll(admitted(answer, gate));
            if (found.size() > limit || token.equals(Optional.ofNullable(answer.nextForwardToken()))) {
                more = found.size() > limit;
                return List.copyOf(found.subList(0, Math.min(limit, found.size())));
            }
            token = Optional.ofNullable(answer.nextForwardToken());
        }
        more = true;
        return List.copyOf(found);
    }

    /** The newest events of the range that the gate admits, in order. */
    List<LogEvent> newest(int limit, GateMaker gates) {
        Deque<LogEvent> found = new ArrayDeque<>();
        var token = Optional.<String>empty();
        for (int page = 0; page < MAX_PAGES; page++) {
            var answer = page(false, token);
            admitted(answer, gates.gate()).reversed().forEach(found::addFirst);
            if (found.size() > limit || token.equals(Optional.ofNullable(answer.nextBackwardToken()))) {
                more = found.size() > limit;
                return found.stream().skip(Math.max(0, found.size() - limit)).toList();
            }
            token = Optional.ofNullable(answer.nextBackwardToken());
        }
        more = true;
        return List.copyOf(found);
    }

    /** A gate for one page: pages come from the newest on, so what goes on from the page before is judged alone. */
    @FunctionalInterface
    interface GateMaker {
        LineGate gate();
    }

    private GetLogEventsResponse page(boolean fromHead, Optional<String> token) {
        var request = GetLogEventsRequest.builder()
                .logGroupName(stream.group())
                .logStreamName(stream.name())
                .startFromHead(fromHead)
                .startTime(since.toEpochMilli())
                .endTime(until.toEpochMilli());
        token.ifPresent(request::nextToken);
        return calls.call(client -> client.getLogEvents(request.build()));
    }

    private List<LogEvent> admitted(GetLogEventsResponse answer, LineGate gate) {
        return answer.events().stream()
                .filter(event -> gate.admits(stream.name(), EcsStates.orEmpty(event.message())))
                .map(this::event)
                .toList();
    }

    private LogEvent event(OutputLogEvent event) {
        return new LogEvent(
                Optional.ofNullable(event.timestamp()).orElse(0L),
                Optional.ofNullable(event.ingestionTime()).orElse(0L),
                "",
                stream.name(),
                EcsStates.orEmpty(event.message()));
    }
}

package sallyport.sandbox.aws.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.LogClass;
import sallyport.sandbox.aws.world.LogEvent;
import sallyport.sandbox.aws.world.LogGroup;
import sallyport.sandbox.aws.world.LogPosition;
import sallyport.sandbox.aws.world.LogStream;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** FilterLogEvents and GetLogEvents. Only what has been ingested is there to be read. */
final class LogReading {
    private static final int MAX_STREAMS = 100;

    /** Later than any event: the year 2096, whose ids still have 56 digits. */
    private static final Instant END = Instant.ofEpochMilli(4_000_000_000_000L);

    private final Supplier<World> world;
    private final InstantSource clock;
    private final LogsPace pace;

    LogReading(Supplier<World> world, InstantSource clock, LogsPace pace) {
        this.world = world;
        this.clock = clock;
        this.pace = pace;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "FilterLogEvents", (request, caller) -> filter(request),
                "GetLogEvents", (request, caller) -> get(request));
    }

    private ObjectNode filter(JsonNode request) {
        var asked = Members.of(
                request,
                "logGroupName",
                "logGroupIdentifier",
                "logStreamNames",
                "logStreamNamePrefix",
                "startTime",
                "endTime",
                "filterPattern",
                "nextToken",
                "limit",
                "interleaved",
                "unmask");
        refuseUnmask(asked);
        var group = readable(asked);
        var pattern = FilterPattern.parse(asked.text("filterPattern").orElse(""));
        var range = TimeRange.of(asked);
        var now = clock.instant();
        var from = asked.text("nextToken")
                .map(token -> LogToken.parse(token, "F", now).position())
                .orElse(range.start());
        var events = new LogMerge(streams(group, asked).stream()
                .map(stream -> stream.after(from, now))
                .toList());
        return filtered(events, pattern, range, asked.limit("limit", LogPage.MOST_EVENTS, LogPage.MOST_EVENTS), now);
    }

    private ObjectNode filtered(LogMerge events, FilterPattern pattern, TimeRange range, int limit, Instant now) {
        var page = new LogPage(limit);
        var lookedAt = Optional.<LogEvent>empty();
        int looked = 0;
        var more = false;
        while (events.hasNext()) {
            var event = events.next();
            if (range.isPast(event)) {
                break;
            }
            more = looked == pace.eventsLookedAt() || (pattern.test(event.message()) && !page.add(event));
            if (more) {
                break;
            }
            looked++;
            lookedAt = Optional.of(event);
        }
        var answer = Json.object();
        answer.putRawValue("events", LogEventJson.found(page.events()));
        answer.putArray("searchedLogStreams");
        if (more) {
            lookedAt.ifPresent(event -> answer.put("nextToken", new LogToken('F', event.position(), now).text()));
        }
        return answer;
    }

    /** The group to read. Only groups of the Standard class can be read event by event. */
    private LogGroup readable(Members asked) {
        var group = LogGroups.required(world.get(), asked);
        if (group.logClass() != LogClass.STANDARD) {
            throw LogGroups.invalid("The operation is not supported for log groups of class " + group.logClass() + ".");
        }
        return group;
    }

    private static List<LogStream> streams(LogGroup group, Members asked) {
        var names = asked.texts("logStreamNames");
        var prefix = asked.text("logStreamNamePrefix")
                .map(name -> Constraint.LOG_STREAM_NAME.check("logStreamNamePrefix", name));
        if (asked.present("logStreamNames").isPresent() && prefix.isPresent()) {
            throw LogGroups.invalid("logStreamNames and logStreamNamePrefix are mutually exclusive parameters.");
        }
        if (names.size() > MAX_STREAMS
                || (names.isEmpty() && asked.present("logStreamNames").isPresent())) {
            throw LogGroups.invalid("logStreamNames must have between 1 and 100 elements.");
        }
        if (names.isEmpty()) {
            return group.streams().stream()
                    .filter(stream -> prefix.map(stream.name()::startsWith).orElse(true))
                    .toList();
        }
        return names.stream().distinct().map(name -> stream(group, name)).toList();
    }

    private static LogStream stream(LogGroup group, String name) {
        return group.stream(Constraint.LOG_STREAM_NAME.check("logStreamName", name))
                .orElseThrow(() -> Refusal.of("ResourceNotFoundException", "The specified log stream does not exist."));
    }

    /** The time asked for in milliseconds; its last one counts for FilterLogEvents and not for GetLogEvents. */
    private record TimeRange(long first, long last) {
        static TimeRange of(Members asked) {
            long first = asked.integer("startTime").orElse(0L);
            long last = asked.integer("endTime").orElse(END.toEpochMilli());
            if (first < 0 || last < 0 || first > last) {
                throw LogGroups.invalid("startTime and endTime must not be negative, nor startTime after endTime.");
            }
            return new TimeRange(first, last);
        }

        TimeRange withoutEnd() {
            return new TimeRange(first, last - 1);
        }

        LogPosition start() {
            return LogPosition.before(Instant.ofEpochMilli(first));
        }

        LogPosition end() {
            return LogPosition.before(Instant.ofEpochMilli(last + 1));
        }

        boolean isBefore(LogEvent event) {
            return event.timestamp().toEpochMilli() < first;
        }

        boolean isPast(LogEvent event) {
            return event.timestamp().toEpochMilli() > last;
        }
    }

    private ObjectNode get(JsonNode request) {
        var asked = Members.of(
                request,
                "logGroupName",
                "logGroupIdentifier",
                "logStreamName",
                "startTime",
                "endTime",
                "nextToken",
                "limit",
                "startFromHead",
                "unmask");
        refuseUnmask(asked);
        var stream = stream(readable(asked), asked.requiredText("logStreamName"));
        var range = TimeRange.of(asked).withoutEnd();
        boolean fromHead = asked.bool("startFromHead").orElse(false);
        var now = clock.instant();
        var token = asked.text("nextToken").map(text -> LogToken.parse(text, "fb", now));
        if (!fromHead && token.filter(given -> given.kind() == 'f').isPresent()) {
            throw LogGroups.invalid("startFromHead must be true for a nextForwardToken.");
        }
        var start = token.orElse(new LogToken(fromHead ? 'f' : 'b', fromHead ? range.start() : range.end(), now));
        int limit = asked.limit("limit", LogPage.MOST_EVENTS, LogPage.MOST_EVENTS);
        var events = start.kind() == 'f'
                ? forward(stream, start.position(), range, limit, now)
                : backward(stream, start.position(), range, limit, now);
        return page(events, start, now);
    }

    private static List<LogEvent> forward(
            LogStream stream, LogPosition after, TimeRange range, int limit, Instant now) {
        var page = new LogPage(limit);
        var events = stream.after(after, now);
        while (events.hasNext()) {
            var event = events.next();
            if (range.isPast(event) || (!range.isBefore(event) && !page.add(event))) {
                break;
            }
        }
        return page.events();
    }

    private static List<LogEvent> backward(
            LogStream stream, LogPosition before, TimeRange range, int limit, Instant now) {
        var page = new LogPage(limit);
        var events = stream.before(before, now);
        while (events.hasNext()) {
            var event = events.next();
            if (range.isBefore(event) || (!range.isPast(event) && !page.add(event))) {
                break;
            }
        }
        return new ArrayList<>(page.events()).reversed();
    }

    /** At either end the token of that way is the one that was given, which is how a client sees the end. */
    private static ObjectNode page(List<LogEvent> page, LogToken asked, Instant now) {
        var answer = Json.object();
        answer.putRawValue("events", LogEventJson.read(page));
        if (page.isEmpty()) {
            boolean forward = asked.kind() == 'f';
            return tokens(
                    answer,
                    forward ? asked.position() : asked.position().previous(),
                    forward ? asked.position().next() : asked.position(),
                    asked.issuedAt());
        }
        return tokens(answer, page.getLast().position(), page.getFirst().position(), now);
    }

    private static ObjectNode tokens(ObjectNode answer, LogPosition last, LogPosition first, Instant issuedAt) {
        return answer.put("nextForwardToken", new LogToken('f', last, issuedAt).text())
                .put("nextBackwardToken", new LogToken('b', first, issuedAt).text());
    }

    private static void refuseUnmask(Members asked) {
        if (asked.bool("unmask").orElse(false)) {
            throw Refusal.of("AccessDeniedException", "Not authorized to perform: logs:Unmask");
        }
    }
}

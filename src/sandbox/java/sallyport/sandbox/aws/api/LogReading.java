package sallyport.sandbox.aws.api;

import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.LogEvent;
import sallyport.sandbox.aws.world.LogGroup;
import sallyport.sandbox.aws.world.LogStream;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** FilterLogEvents and GetLogEvents. Only what has been ingested is there to be read. */
final class LogReading {
    /** Events that one answer holds at most. */
    private static final int PAGE = 10_000;

    /**
     * Events that one FilterLogEvents call looks at before it answers with what it found, possibly nothing, and a
     * token. The live service's measure is not published; a small one makes empty pages common here too.
     */
    private static final int LOOKED_AT = 500;

    private static final int MAX_STREAMS = 100;

    /** Later than any event: the year 2096, whose ids still have 56 digits. */
    private static final Instant END = Instant.ofEpochMilli(4_000_000_000_000L);

    private static final Pattern FILTER_TOKEN = Pattern.compile("F(\\d{1,60})");
    private static final Pattern STREAM_TOKEN = Pattern.compile("([fb])/(\\d{56})/s");

    private final Supplier<World> world;
    private final InstantSource clock;

    LogReading(Supplier<World> world, InstantSource clock) {
        this.world = world;
        this.clock = clock;
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
        var group = LogGroups.required(world.get(), asked);
        var pattern = FilterPattern.parse(asked.text("filterPattern").orElse(""));
        var after = asked.text("nextToken").map(LogReading::filterPosition).orElse(BigInteger.ZERO);
        var candidates = streams(group, asked).stream()
                .flatMap(stream -> stream.visible(clock.instant()).stream())
                .filter(event -> isBetween(event, asked))
                .filter(event -> event.id().compareTo(after) > 0)
                .sorted(Comparator.comparing(LogEvent::id))
                .toList();
        return filtered(candidates, pattern, asked.limit("limit", PAGE, PAGE));
    }

    private static ObjectNode filtered(List<LogEvent> candidates, FilterPattern pattern, int limit) {
        var answer = Json.object();
        var events = answer.putArray("events");
        int looked = 0;
        while (looked < Math.min(LOOKED_AT, candidates.size()) && events.size() < limit) {
            var event = candidates.get(looked++);
            if (pattern.test(event.message())) {
                events.add(json(event).put("logStreamName", event.stream()).put("eventId", LogEvent.text(event.id())));
            }
        }
        answer.putArray("searchedLogStreams");
        if (looked < candidates.size()) {
            answer.put("nextToken", "F" + candidates.get(looked - 1).id());
        }
        return answer;
    }

    private static List<LogStream> streams(LogGroup group, Members asked) {
        var names = asked.texts("logStreamNames");
        var prefix = asked.text("logStreamNamePrefix");
        if (!names.isEmpty() && prefix.isPresent()) {
            throw LogGroups.invalid("logStreamNames and logStreamNamePrefix are mutually exclusive parameters.");
        }
        if (names.size() > MAX_STREAMS) {
            throw LogGroups.invalid("logStreamNames must have at most 100 elements.");
        }
        if (names.isEmpty()) {
            return group.streams().stream()
                    .filter(stream -> prefix.map(stream.name()::startsWith).orElse(true))
                    .toList();
        }
        return names.stream().map(name -> stream(group, name)).toList();
    }

    private static LogStream stream(LogGroup group, String name) {
        return group.stream(name)
                .orElseThrow(() -> Refusal.of("ResourceNotFoundException", "The specified log stream does not exist."));
    }

    /** FilterLogEvents includes both ends of the time asked for. */
    private static boolean isBetween(LogEvent event, Members asked) {
        long at = event.timestamp().toEpochMilli();
        return asked.integer("startTime").map(start -> at >= start).orElse(true)
                && asked.integer("endTime").map(end -> at <= end).orElse(true);
    }

    private static BigInteger filterPosition(String token) {
        var matcher = FILTER_TOKEN.matcher(token);
        if (!matcher.matches()) {
            throw LogGroups.badToken();
        }
        return new BigInteger(matcher.group(1));
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
        var stream = stream(LogGroups.required(world.get(), asked), asked.requiredText("logStreamName"));
        // GetLogEvents leaves out the end of the time asked for.
        var events = stream.visible(clock.instant()).stream()
                .filter(event -> isBetween(event, asked))
                .filter(event -> !asked.integer("endTime")
                        .equals(Optional.of(event.timestamp().toEpochMilli())))
                .toList();
        int limit = asked.limit("limit", PAGE, PAGE);
        var token = asked.text("nextToken").map(LogReading::streamPosition);
        boolean fromHead = asked.bool("startFromHead").orElse(false);
        var start = token.orElse(
                fromHead
                        ? new StreamPosition(true, BigInteger.ZERO)
                        : new StreamPosition(false, LogEvent.firstId(END)));
        return page(start.cut(events, limit), start);
    }

    /** A place between events, and the way to read from there. */
    private record StreamPosition(boolean forward, BigInteger id) {
        List<LogEvent> cut(List<LogEvent> events, int limit) {
            if (forward) {
                return events.stream()
                        .filter(event -> event.id().compareTo(id) > 0)
                        .limit(limit)
                        .toList();
            }
            var before = events.stream()
                    .filter(event -> event.id().compareTo(id) < 0)
                    .toList();
            return before.subList(Math.max(0, before.size() - limit), before.size());
        }
    }

    private static StreamPosition streamPosition(String token) {
        var matcher = STREAM_TOKEN.matcher(token);
        if (!matcher.matches()) {
            throw LogGroups.badToken();
        }
        return new StreamPosition(matcher.group(1).equals("f"), new BigInteger(matcher.group(2)));
    }

    /**
     * At either end of the stream the token of that way is the one that was given, which is how a client sees the end.
     */
    private static ObjectNode page(List<LogEvent> page, StreamPosition asked) {
        var answer = Json.object();
        var events = answer.putArray("events");
        page.forEach(event -> events.add(json(event)));
        var last = page.isEmpty()
                ? asked.id().subtract(BigInteger.valueOf(asked.forward() ? 0 : 1))
                : page.getLast().id();
        var first = page.isEmpty()
                ? asked.id().add(BigInteger.valueOf(asked.forward() ? 1 : 0))
                : page.getFirst().id();
        return answer.put("nextForwardToken", "f/" + LogEvent.text(last) + "/s")
                .put("nextBackwardToken", "b/" + LogEvent.text(first) + "/s");
    }

    private static ObjectNode json(LogEvent event) {
        return Json.object()
                .put("timestamp", event.timestamp().toEpochMilli())
                .put("message", event.message())
                .put("ingestionTime", event.ingestedAt().toEpochMilli());
    }

    private static void refuseUnmask(Members asked) {
        if (asked.bool("unmask").orElse(false)) {
            throw Refusal.of("AccessDeniedException", "Not authorized to perform: logs:Unmask");
        }
    }
}

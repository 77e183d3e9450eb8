package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.LogEvent;
import sallyport.sandbox.aws.world.LogGroup;
import sallyport.sandbox.aws.world.LogStream;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** DescribeLogGroups and DescribeLogStreams. */
final class LogGroups {
    private static final int PAGE = 50;

    private final Supplier<World> world;
    private final InstantSource clock;

    LogGroups(Supplier<World> world, InstantSource clock) {
        this.world = world;
        this.clock = clock;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "DescribeLogGroups", (request, caller) -> groups(request),
                "DescribeLogStreams", (request, caller) -> streams(request));
    }

    /**
     * The group that a request names by name or, in either form, by ARN.
     *
     * @throws Refusal ResourceNotFoundException, or InvalidParameterException if it names none or both
     */
    static LogGroup required(World world, Members asked) {
        var name = asked.text("logGroupName");
        var identifier = asked.text("logGroupIdentifier");
        if (name.isPresent() == identifier.isPresent()) {
            throw invalid("Exactly one of logGroupName and logGroupIdentifier must be given.");
        }
        var arnPrefix = Account.logGroup("");
        var wanted = name.or(() -> identifier.map(id -> id.startsWith(arnPrefix)
                        ? id.substring(arnPrefix.length()).replaceFirst(":\\*$", "")
                        : id))
                .orElseThrow();
        return world.logs()
                .group(wanted)
                .orElseThrow(() -> Refusal.of("ResourceNotFoundException", "The specified log group does not exist."));
    }

    static Refusal badToken() {
        return invalid("The specified nextToken is invalid.");
    }

    static Refusal invalid(String message) {
        return Refusal.of("InvalidParameterException", message);
    }

    private ObjectNode groups(JsonNode request) {
        var asked =
                Members.of(request, "logGroupNamePrefix", "logGroupNamePattern", "logGroupClass", "nextToken", "limit");
        var prefix = asked.text("logGroupNamePrefix");
        var pattern = asked.text("logGroupNamePattern");
        if (prefix.isPresent() && pattern.isPresent()) {
            throw invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }
        var groups = world.get().logs().groups().stream()
                .filter(group -> prefix.map(group.name()::startsWith).orElse(true))
                .filter(group -> pattern.map(group.name()::contains).orElse(true))
                .filter(group -> asked.text("logGroupClass").orElse("STANDARD").equals("STANDARD"))
                .toList();
        return page(
                "logGroups",
                "groups " + prefix + pattern,
                groups.stream().map(this::json).toList(),
                asked);
    }

    private static ObjectNode page(String member, String list, List<ObjectNode> all, Members asked) {
        var page = Pages.cut(all, list, asked.text("nextToken"), asked.limit("limit", PAGE, PAGE), LogGroups::badToken);
        var answer = Json.object();
        answer.set(member, array(page.items()));
        page.next().ifPresent(token -> answer.put("nextToken", token));
        return answer;
    }

    private ObjectNode json(LogGroup group) {
        var arn = Account.logGroup(group.name());
        return Json.object()
                .put("logGroupName", group.name())
                .put("creationTime", group.createdAt().toEpochMilli())
                .put("retentionInDays", 30)
                .put("metricFilterCount", 0)
                .put("arn", arn + ":*")
                .put("storedBytes", storedBytes(group))
                .put("logGroupClass", "STANDARD")
                .put("logGroupArn", arn);
    }

    private long storedBytes(LogGroup group) {
        return group.streams().stream()
                .flatMap(stream -> stream.visible(clock.instant()).stream())
                .mapToLong(event -> event.message().length())
                .sum();
    }

    private ObjectNode streams(JsonNode request) {
        var asked = Members.of(
                request,
                "logGroupName",
                "logGroupIdentifier",
                "logStreamNamePrefix",
                "orderBy",
                "descending",
                "nextToken",
                "limit");
        var group = required(world.get(), asked);
        var prefix = asked.text("logStreamNamePrefix");
        var orderBy = asked.text("orderBy").orElse("LogStreamName");
        if (prefix.isPresent() && orderBy.equals("LastEventTime")) {
            throw invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        var order = switch (orderBy) {
            case "LogStreamName" -> Comparator.comparing(LogStream::name);
            case "LastEventTime" -> Comparator.comparing(this::lastEventTime).thenComparing(LogStream::name);
            default -> throw invalid("orderBy is LogStreamName or LastEventTime, not " + orderBy);
        };
        boolean descending = asked.bool("descending").orElse(false);
        var streams = group.streams().stream()
                .filter(stream -> prefix.map(stream.name()::startsWith).orElse(true))
                .sorted(descending ? order.reversed() : order)
                .map(stream -> json(group, stream))
                .toList();
        return page("logStreams", "streams " + group.name() + prefix + orderBy + descending, streams, asked);
    }

    private Instant lastEventTime(LogStream stream) {
        return last(stream).map(LogEvent::timestamp).orElse(Instant.EPOCH);
    }

    private Optional<LogEvent> last(LogStream stream) {
        var visible = stream.visible(clock.instant());
        return visible.isEmpty() ? Optional.empty() : Optional.of(visible.getLast());
    }

    private ObjectNode json(LogGroup group, LogStream stream) {
        var json = Json.object()
                .put("logStreamName", stream.name())
                .put("creationTime", stream.createdAt().toEpochMilli())
                .put("arn", Account.logGroup(group.name()) + ":log-stream:" + stream.name())
                .put("storedBytes", 0);
        var visible = stream.visible(clock.instant());
        if (!visible.isEmpty()) {
            json.put("firstEventTimestamp", visible.getFirst().timestamp().toEpochMilli())
                    .put("lastEventTimestamp", visible.getLast().timestamp().toEpochMilli())
                    .put("lastIngestionTime", visible.getLast().ingestedAt().toEpochMilli())
                    .put("uploadSequenceToken", LogEvent.text(visible.getLast().id()));
        }
        return json;
    }
}

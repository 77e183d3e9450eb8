package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.LogClass;
import sallyport.sandbox.aws.world.LogEvent;
import sallyport.sandbox.aws.world.LogGroup;
import sallyport.sandbox.aws.world.LogStream;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** DescribeLogGroups, ListLogGroups and DescribeLogStreams. */
final class LogGroups {
    private static final int PAGE = 50;
    /** Groups that ListLogGroups gives at once if asked to. */
    private static final int LIST_PAGE = 1_000;

    private static final Pattern NAME_PATTERN =
            Pattern.compile("\\^?[.\\-_/#A-Za-z0-9]{3,24}(\\|\\^?[.\\-_/#A-Za-z0-9]{3,24}){0,4}");

    private final Supplier<World> world;
    private final InstantSource clock;
    private final LogsPace pace;

    LogGroups(Supplier<World> world, InstantSource clock, LogsPace pace) {
        this.world = world;
        this.clock = clock;
        this.pace = pace;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "DescribeLogGroups", (request, caller) -> groups(request),
                "ListLogGroups", (request, caller) -> list(request),
                "DescribeLogStreams", (request, caller) -> streams(request));
    }

    /**
     * The group that a request names by name or, in either form, by ARN.
     *
     * @throws Refusal ResourceNotFoundException, or InvalidParameterException if it names none or both
     */
    static LogGroup required(World world, Members asked) {
        var name = asked.text("logGroupName").map(text -> Constraint.LOG_GROUP_NAME.check("logGroupName", text));
        var identifier = asked.text("logGroupIdentifier");
        if (name.isPresent() == identifier.isPresent()) {
            throw invalid("Exactly one of logGroupName and logGroupIdentifier must be given.");
        }
        return name.map(text -> named(world, text))
                .orElseGet(() -> identified(world, "logGroupIdentifier", identifier.orElseThrow()));
    }

    /** The group that an identifier means: its name or its ARN, which must not end with an asterisk. */
    static LogGroup identified(World world, String member, String identifier) {
        var prefix = Account.logGroup("");
        Constraint.LOG_GROUP_IDENTIFIER.check(member, identifier);
        return named(world, identifier.startsWith(prefix) ? identifier.substring(prefix.length()) : identifier);
    }

    private static LogGroup named(World world, String name) {
        return world.logs()
                .group(name)
                .orElseThrow(() -> Refusal.of("ResourceNotFoundException", "The specified log group does not exist."));
    }

    static Refusal badToken() {
        return invalid("The specified nextToken is invalid.");
    }

    static Refusal invalid(String message) {
        return Refusal.of("InvalidParameterException", message);
    }

    private ObjectNode groups(JsonNode request) {
        var asked = Members.of(
                request,
                "logGroupNamePrefix",
                "logGroupNamePattern",
                "logGroupClass",
                "logGroupIdentifiers",
                "nextToken",
                "limit");
        var prefix = asked.text("logGroupNamePrefix");
        var pattern = asked.text("logGroupNamePattern");
        if (prefix.isPresent() && pattern.isPresent()) {
            throw invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }
        var identifiers = asked.texts("logGroupIdentifiers");
        if (!identifiers.isEmpty() && (prefix.isPresent() || pattern.isPresent())) {
            throw invalid("logGroupIdentifiers goes with no other filter.");
        }
        var logClass = logClass(asked);
        var groups = world.get().logs().groups().stream()
                .filter(group -> prefix.map(group.name()::startsWith).orElse(true))
                .filter(group -> pattern.map(group.name()::contains).orElse(true))
                .filter(group -> identifiers.isEmpty()
                        || identifiers.contains(group.name())
                        || identifiers.contains(Account.logGroup(group.name())))
                .filter(group -> logClass.map(group.logClass()::equals).orElse(true))
                .map(group -> pattern.isPresent() ? shortJson(group) : json(group))
                .toList();
        return page("logGroups", "groups " + prefix + pattern + logClass + identifiers, groups, asked, PAGE);
    }

    private static Optional<LogClass> logClass(Members asked) {
        return asked.text("logGroupClass").map(text -> switch (text) {
            case "STANDARD" -> LogClass.STANDARD;
            case "INFREQUENT_ACCESS" -> LogClass.INFREQUENT_ACCESS;
            case "DELIVERY" -> LogClass.DELIVERY;
            default -> throw invalid("logGroupClass is STANDARD, INFREQUENT_ACCESS or DELIVERY, not " + text);
        });
    }

    private ObjectNode list(JsonNode request) {
        var asked = Members.of(request, "logGroupNamePattern", "logGroupClass", "nextToken", "limit");
        var pattern = asked.text("logGroupNamePattern");
        pattern.filter(text -> !NAME_PATTERN.matcher(text).matches()).ifPresent(text -> {
            throw invalid("logGroupNamePattern is one to five names of 3 to 24 characters, not " + text);
        });
        var wanted = pattern.map(Pattern::compile);
        var logClass = logClass(asked);
        var groups = world.get().logs().groups().stream()
                .filter(group ->
                        wanted.map(it -> it.matcher(group.name()).find()).orElse(true))
                .filter(group -> logClass.map(group.logClass()::equals).orElse(true))
                .map(group -> Json.object()
                        .put("logGroupName", group.name())
                        .put("logGroupArn", Account.logGroup(group.name()))
                        .put("logGroupClass", group.logClass().name()))
                .toList();
        return page("logGroups", "list " + pattern + logClass, groups, asked, LIST_PAGE);
    }

    private static ObjectNode page(String member, String list, List<ObjectNode> all, Members asked, int most) {
        int limit = asked.limit("limit", most, PAGE);
        var page = Pages.cut(all, list, asked.text("nextToken"), limit, LogGroups::badToken);
        var answer = Json.object();
        answer.set(member, array(page.items()));
        page.next().ifPresent(token -> answer.put("nextToken", token));
        return answer;
    }

    /** All that is said of groups that were asked for by a pattern. */
    private static ObjectNode shortJson(LogGroup group) {
        return Json.object()
                .put("logGroupName", group.name())
                .put("creationTime", group.createdAt().toEpochMilli())
                .put("arn", Account.logGroup(group.name()) + ":*");
    }

    private ObjectNode json(LogGroup group) {
        return shortJson(group)
                .put("retentionInDays", 30)
                .put("metricFilterCount", 0)
                .put("storedBytes", storedBytes(group))
                .put("logGroupClass", group.logClass().name())
                .put("logGroupArn", Account.logGroup(group.name()));
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
        return page("logStreams", "streams " + group.name() + prefix + orderBy + descending, streams, asked, PAGE);
    }

    private Instant lastEventTime(LogStream stream) {
        return stream.last(statisticsTime(stream)).map(LogEvent::timestamp).orElse(Instant.EPOCH);
    }

    /**
     * The moment that the times of a stream's events are told of: a while ago, longer for some streams than for others.
     */
    private Instant statisticsTime(LogStream stream) {
        double part = new Random(stream.name().hashCode()).nextDouble();
        return clock.instant().minusMillis((long) (pace.statisticsLag().toMillis() * part));
    }

    private ObjectNode json(LogGroup group, LogStream stream) {
        var json = Json.object()
                .put("logStreamName", stream.name())
                .put("creationTime", stream.createdAt().toEpochMilli())
                .put("arn", Account.logGroup(group.name()) + ":log-stream:" + stream.name())
                .put("storedBytes", 0);
        var asOf = statisticsTime(stream);
        stream.first(asOf)
                .ifPresent(first ->
                        json.put("firstEventTimestamp", first.timestamp().toEpochMilli()));
        stream.last(asOf)
                .ifPresent(
                        last -> json.put("lastEventTimestamp", last.timestamp().toEpochMilli())
                                .put("lastIngestionTime", last.ingestedAt().toEpochMilli())
                                .put("uploadSequenceToken", last.id()));
        return json;
    }
}

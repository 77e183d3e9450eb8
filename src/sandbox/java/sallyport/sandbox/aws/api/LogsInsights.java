package sallyport.sandbox.aws.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import sallyport.sandbox.aws.insights.MalformedQuery;
import sallyport.sandbox.aws.insights.Query;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.wire.Signature;
import sallyport.sandbox.aws.world.LogGroup;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** StartQuery, GetQueryResults, StopQuery and DescribeQueries. Thread-safe. */
final class LogsInsights {
    /** Queries that an account may have under way. */
    static final int MOST_AT_ONCE = 30;

    private static final int MOST_GROUPS = 50;
    private static final int MOST_CHARACTERS = 10_000;
    private static final int DESCRIBED = 1_000;
    private static final String LANGUAGE = "CWLI";

    private final Supplier<World> world;
    private final Callers callers;
    private final InstantSource clock;
    private final Map<String, InsightsQuery> queries = new ConcurrentHashMap<>();

    LogsInsights(Supplier<World> world, Callers callers, InstantSource clock) {
        this.world = world;
        this.callers = callers;
        this.clock = clock;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "StartQuery", this::start,
                "GetQueryResults", (request, caller) -> results(request),
                "StopQuery", (request, caller) -> stop(request),
                "DescribeQueries", (request, caller) -> describe(request));
    }

    /** Forgets all queries. */
    void clear() {
        queries.clear();
    }

    private ObjectNode start(JsonNode request, Signature caller) {
        var asked = Members.of(
                request,
                "logGroupName",
                "logGroupNames",
                "logGroupIdentifiers",
                "startTime",
                "endTime",
                "queryString",
                "queryLanguage",
                "limit");
        if (!asked.text("queryLanguage").orElse(LANGUAGE).equals(LANGUAGE)) {
            throw LogGroups.invalid("The sandbox reads queries in CWLI only.");
        }
        var groups = groups(asked);
        var text = asked.requiredText("queryString");
        var query = parse(text);
        int limit = asked.limit("limit", Query.MOST_ROWS, Query.MOST_ROWS);
        var now = clock.instant();
        if (underWay(now) >= MOST_AT_ONCE) {
            throw Refusal.of("LimitExceededException", "The account has " + MOST_AT_ONCE + " queries under way.");
        }
        var events = events(groups, seconds(asked, "startTime"), seconds(asked, "endTime"), now);
        long bytes = events.stream()
                .mapToLong(scanned -> scanned.event().message().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        var id = UUID.randomUUID().toString();
        var started = new InsightsQuery(
                id, text, query, limit, groups, events, bytes, callers.arn(caller), now, Optional.empty());
        queries.put(id, started);
        return Json.object().put("queryId", id);
    }

    private List<LogGroup> groups(Members asked) {
        var present = world.get();
        var name = asked.text("logGroupName").map(List::of).orElse(List.of());
        var names = asked.texts("logGroupNames");
        var identifiers = asked.texts("logGroupIdentifiers");
        if (Stream.of(name, names, identifiers)
                        .filter(given -> !given.isEmpty())
                        .count()
                != 1) {
            throw LogGroups.invalid("Exactly one of logGroupName, logGroupNames, logGroupIdentifiers must be given.");
        }
        var all = Stream.of(name, names, identifiers)
                .flatMap(List::stream)
                .distinct()
                .toList();
        if (all.size() > MOST_GROUPS) {
            throw LogGroups.invalid("A query takes at most " + MOST_GROUPS + " log groups.");
        }
        return all.stream()
                .map(group -> LogGroups.identified(present, "logGroupIdentifiers", group))
                .toList();
    }

    private static Query parse(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw LogGroups.invalid("queryString must have at most " + MOST_CHARACTERS + " characters.");
        }
        try {
            return Query.parse(text);
        } catch (MalformedQuery malformed) {
            var error = Json.object().put("message", malformed.text());
            error.putObject("location")
                    .put("startCharOffset", malformed.start())
                    .put("endCharOffset", malformed.end());
            var more = Json.object();
            more.set("queryCompileError", error);
            throw Refusal.of("MalformedQueryException", malformed.text()).with(more);
        }
    }

    private static Instant seconds(Members asked, String member) {
        long seconds = asked.integer(member).orElseThrow(() -> LogGroups.invalid(member + " can not be blank."));
        if (seconds < 0 || seconds > Instant.MAX.getEpochSecond()) {
            throw LogGroups.invalid(member + " is a number of seconds since 1970.");
        }
        return Instant.ofEpochSecond(seconds);
    }

    /** Both ends count; the last one with its whole second. */
    private static List<InsightsQuery.Scanned> events(List<LogGroup> groups, Instant start, Instant end, Instant now) {
        if (end.isBefore(start)) {
            throw LogGroups.invalid("endTime is before startTime.");
        }
        return groups.stream()
                .flatMap(group -> group.streams().stream()
                        .flatMap(stream -> stream.visible(now).stream())
                        .filter(event -> !event.timestamp().isBefore(start)
                                && event.timestamp().isBefore(end.plusSeconds(1)))
                        .map(event -> new InsightsQuery.Scanned(group.name(), event)))
                .toList();
    }

    private long underWay(Instant now) {
        return queries.values().stream()
                .filter(query -> !query.status(now).isOver())
                .count();
    }

    private InsightsQuery required(Members asked) {
        var query = queries.get(asked.requiredText("queryId"));
        if (query == null) {
            throw Refusal.of("ResourceNotFoundException", "The specified query does not exist.");
        }
        return query;
    }

    private ObjectNode results(JsonNode request) {
        var asked = Members.of(request, "queryId", "nextToken", "maxItems");
        var query = required(asked);
        var now = clock.instant();
        var result = query.result(now);
        var page = Pages.cut(
                result.rows(),
                query.id(),
                asked.text("nextToken"),
                asked.limit("maxItems", Query.MOST_ROWS, Query.MOST_ROWS),
                LogGroups::badToken);
        var answer = Json.object()
                .put("queryLanguage", LANGUAGE)
                .put("status", query.status(now).wireName());
        var rows = answer.putArray("results");
        for (var row : page.items()) {
            var fields = rows.addArray();
            result.columns().forEach(column -> {
                var value = row.fields().get(column);
                if (value != null) {
                    fields.addObject().put("field", column).put("value", value);
                }
            });
        }
        answer.set("statistics", statistics(query, result, now));
        page.next().ifPresent(token -> answer.put("nextToken", token));
        return answer;
    }

    private static ObjectNode statistics(InsightsQuery query, Query.Result result, Instant now) {
        return Json.object()
                .put("recordsMatched", (double) result.matched())
                .put("recordsScanned", (double) query.scannedEvents(now))
                .put("estimatedRecordsSkipped", 0.0)
                .put("bytesScanned", Math.floor(query.bytes() * query.scanned(now)))
                .put("estimatedBytesSkipped", 0.0)
                .put("logGroupsScanned", (double) query.groups().size());
    }

    private ObjectNode stop(JsonNode request) {
        var query = required(Members.of(request, "queryId"));
        var now = clock.instant();
        if (query.status(now).isOver()) {
            throw LogGroups.invalid("The specified query is not running.");
        }
        queries.put(query.id(), query.stopped(now));
        return Json.object().put("success", true);
    }

    private ObjectNode describe(JsonNode request) {
        var asked = Members.of(request, "logGroupName", "status", "maxResults", "nextToken", "queryLanguage");
        var group = asked.text("logGroupName");
        var status = asked.text("status");
        var now = clock.instant();
        var found = queries.values().stream()
                .filter(query -> group.map(name -> query.groups().stream()
                                .anyMatch(each -> each.name().equals(name)))
                        .orElse(true))
                .filter(query ->
                        status.map(query.status(now).wireName()::equals).orElse(true))
                .sorted(Comparator.comparing(InsightsQuery::startedAt)
                        .reversed()
                        .thenComparing(InsightsQuery::id))
                .map(query -> json(query, now))
                .toList();
        var page = Pages.cut(
                found,
                "queries " + group + status,
                asked.text("nextToken"),
                asked.limit("maxResults", DESCRIBED, DESCRIBED),
                LogGroups::badToken);
        var answer = Json.object();
        answer.set("queries", EcsJson.array(page.items()));
        page.next().ifPresent(token -> answer.put("nextToken", token));
        return answer;
    }

    private static ObjectNode json(InsightsQuery query, Instant now) {
        return Json.object()
                .put("queryLanguage", LANGUAGE)
                .put("queryId", query.id())
                .put("queryString", query.text())
                .put("status", query.status(now).wireName())
                .put("createTime", query.startedAt().toEpochMilli())
                .put("logGroupName", query.groups().getFirst().name())
                .put("userIdentity", query.startedBy());
    }
}

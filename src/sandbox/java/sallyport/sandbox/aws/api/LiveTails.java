package sallyport.sandbox.aws.api;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import sallyport.sandbox.aws.fault.FaultName;
import sallyport.sandbox.aws.fault.Faults;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.LogClass;
import sallyport.sandbox.aws.world.LogGroup;
import sallyport.sandbox.aws.world.Ticker;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** StartLiveTail: the sessions and the second that each of them ticks to. Thread-safe. */
final class LiveTails implements AutoCloseable {
    private static final int MOST_GROUPS = 10;
    /** Sessions that an account may have at once. */
    static final int MOST_SESSIONS = 15;

    /** A session and what makes it tick. */
    private record Running(LiveTailSession session, Ticker ticker) {
        void close() {
            ticker.close();
            session.close();
        }
    }

    private final Supplier<World> world;
    private final Faults faults;
    private final LogsPace pace;
    private final InstantSource clock;
    private final Map<String, Running> sessions = new ConcurrentHashMap<>();

    LiveTails(Supplier<World> world, Faults faults, LogsPace pace, InstantSource clock) {
        this.world = world;
        this.faults = faults;
        this.pace = pace;
        this.clock = clock;
    }

    Map<String, Operation> operations() {
        return Map.of("StartLiveTail", (request, caller) -> start(request));
    }

    /** The session that an answer to StartLiveTail tells of. */
    LiveTailSession session(JsonNode answer) {
        var id = answer.path("responseStream")
                .path("sessionStart")
                .path("sessionId")
                .asString();
        var running = sessions.get(id);
        if (running == null) {
            throw new IllegalArgumentException("no session " + id);
        }
        return running.session;
    }

    private ObjectNode start(JsonNode request) {
        var asked = Members.of(
                request, "logGroupIdentifiers", "logStreamNames", "logStreamNamePrefixes", "logEventFilterPattern");
        var identifiers = asked.texts("logGroupIdentifiers");
        if (identifiers.isEmpty() || identifiers.size() > MOST_GROUPS) {
            throw LogGroups.invalid("logGroupIdentifiers must have between 1 and " + MOST_GROUPS + " elements.");
        }
        var filter = TailFilter.of(asked, identifiers.size());
        var groups = identifiers.stream().distinct().map(this::group).toList();
        if (sessions.size() >= MOST_SESSIONS) {
            throw Refusal.of("LimitExceededException", "The account has " + MOST_SESSIONS + " Live Tail sessions.");
        }
        var sessionStart = sessionStart(identifiers, filter);
        run(sessionStart, new LiveTailSession(groups, filter, sessionStart, clock));
        var answer = Json.object();
        answer.putObject("responseStream").set("sessionStart", sessionStart);
        return answer;
    }

    private LogGroup group(String identifier) {
        if (!identifier.startsWith("arn:")) {
            throw LogGroups.invalid("logGroupIdentifiers takes ARNs of log groups, not " + identifier + ".");
        }
        var group = LogGroups.identified(world.get(), "logGroupIdentifiers", identifier);
        if (group.logClass() != LogClass.STANDARD) {
            throw Refusal.of(
                    "InvalidOperationException",
                    "Live Tail is not supported for log groups of class " + group.logClass() + ".");
        }
        return group;
    }

    private static ObjectNode sessionStart(List<String> identifiers, TailFilter filter) {
        var json = Json.object()
                .put("requestId", UUID.randomUUID().toString())
                .put("sessionId", UUID.randomUUID().toString());
        json.set("logGroupIdentifiers", EcsJson.texts(identifiers));
        json.set("logStreamNames", EcsJson.texts(filter.names()));
        json.set("logStreamNamePrefixes", EcsJson.texts(filter.prefixes()));
        return json.put("logEventFilterPattern", filter.patternText());
    }

    private void run(ObjectNode sessionStart, LiveTailSession session) {
        session.listen();
        var ticker = Ticker.start("live-tail", pace.betweenTailUpdates(), () -> tick(session));
        sessions.put(sessionStart.path("sessionId").asString(), new Running(session, ticker));
    }

    private void tick(LiveTailSession session) {
        if (!session.isOver() && faults.take(FaultName.LIVE_TAIL_FAILS)) {
            session.fail();
        } else {
            session.tick();
        }
        if (session.isOver()) {
            forget(session);
        }
    }

    private void forget(LiveTailSession session) {
        sessions.values().stream()
                .filter(running -> running.session == session)
                .forEach(running -> running.ticker.close());
        sessions.values().removeIf(running -> running.session == session);
    }

    /** Ends all sessions; new ones may start. */
    @Override
    public void close() {
        sessions.values().forEach(Running::close);
        sessions.clear();
    }
}

package sallyport.sandbox.aws.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Predicate;
import sallyport.sandbox.aws.channel.SessionView;
import sallyport.sandbox.aws.channel.Sessions;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** TerminateSession, ResumeSession and DescribeSessions of Systems Manager. */
final class SsmSessions {
    private static final int PAGE = 200;

    private final Sessions sessions;
    private final StreamUrl streamUrl;

    SsmSessions(Sessions sessions, StreamUrl streamUrl) {
        this.sessions = sessions;
        this.streamUrl = streamUrl;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "TerminateSession", (request, caller) -> terminate(request),
                "ResumeSession", (request, caller) -> resume(request),
                "DescribeSessions", (request, caller) -> describe(request));
    }

    private ObjectNode terminate(JsonNode request) {
        var id = Members.of(request, "SessionId").requiredText("SessionId");
        if (!sessions.terminate(id)) {
            throw noSuchSession(id);
        }
        return Json.object().put("SessionId", id);
    }

    private ObjectNode resume(JsonNode request) {
        var id = Members.of(request, "SessionId").requiredText("SessionId");
        var token = sessions.resume(id).orElseThrow(() -> noSuchSession(id));
        return Json.object()
                .put("SessionId", id)
                .put("TokenValue", token.tokenValue())
                .put("StreamUrl", streamUrl.of(id).toString());
    }

    private static Refusal noSuchSession(String id) {
        return Refusal.of("DoesNotExistException", "Session " + id + " does not exist");
    }

    private ObjectNode describe(JsonNode request) {
        var asked = Members.of(request, "State", "MaxResults", "NextToken", "Filters");
        var state = asked.requiredText("State");
        if (!state.equals("Active") && !state.equals("History")) {
            throw Refusal.of("ValidationException", "State must be Active or History");
        }
        Predicate<SessionView> wanted = view -> view.active() == state.equals("Active");
        for (var filter : asked.present("Filters").orElse(Json.MAPPER.createArrayNode())) {
            wanted = wanted.and(filter(filter));
        }
        var views = sessions.all().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(SessionView::startedAt).reversed().thenComparing(SessionView::id))
                .toList();
        var page = Pages.cut(
                views,
                "sessions " + state,
                asked.text("NextToken"),
                asked.limit("MaxResults", PAGE, PAGE),
                () -> Refusal.of("InvalidNextToken", "The specified token isn't valid."));
        var answer = Json.object();
        answer.set(
                "Sessions",
                EcsJson.array(page.items().stream().map(SsmSessions::json).toList()));
        page.next().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private static Predicate<SessionView> filter(JsonNode filter) {
        var asked = Members.of(filter, "key", "value");
        var value = asked.requiredText("value");
        var key = asked.requiredText("key");
        return switch (key) {
            case "SessionId" -> view -> view.id().equals(value);
            case "Target" -> view -> view.targetId().equals(value);
            case "Owner" -> view -> view.owner().equals(value);
            case "Status" -> view -> status(view).equals(value);
            case "InvokedAfter" -> view -> view.startedAt().isAfter(instant(value));
            case "InvokedBefore" -> view -> view.startedAt().isBefore(instant(value));
            default -> throw Refusal.of("InvalidFilterKey", "The specified key isn't valid: " + key);
        };
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusal.of("ValidationException", "Not a time: " + text);
        }
    }

    private static String status(SessionView view) {
        if (!view.active()) {
            return "Terminated";
        }
        return view.attached() ? "Connected" : "Disconnected";
    }

    private static ObjectNode json(SessionView view) {
        var json = Json.object()
                .put("SessionId", view.id())
                .put("Target", view.targetId())
                .put("Status", status(view))
                .put("StartDate", EcsJson.seconds(view.startedAt()))
                .put("Owner", view.owner());
        view.endedAt().ifPresent(at -> json.put("EndDate", EcsJson.seconds(at)));
        json.putObject("OutputUrl");
        return json;
    }
}

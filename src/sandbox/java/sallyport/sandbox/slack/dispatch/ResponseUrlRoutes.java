package sallyport.sandbox.slack.dispatch;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;
import sallyport.sandbox.slack.traffic.TrafficEntry;
import sallyport.sandbox.slack.traffic.TrafficLog;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.ResponseUrls;
import sallyport.sandbox.slack.workspace.Workspace;

/** Where response URLs lead. They take JSON only and say no with 404, as a guessed address would get. */
public final class ResponseUrlRoutes {
    private static final int HTTP_OK = 200;
    private static final int HTTP_BAD_REQUEST = 400;
    private static final int HTTP_NOT_FOUND = 404;

    private final Workspace workspace;
    private final Replies replies;
    private final TrafficLog log;

    public ResponseUrlRoutes(Workspace workspace, TrafficLog log) {
        this.workspace = workspace;
        this.replies = new Replies(workspace);
        this.log = log;
    }

    public void routes(RoutesConfig routes) {
        routes.post("/commands/{team}/{secret}", this::answer);
        routes.post("/actions/{team}/{secret}", this::answer);
    }

    private void answer(Context context) {
        var began = log.now();
        var error = isJson(context) ? use(context) : Optional.of("invalid_payload");
        var status = error.map(ResponseUrlRoutes::status).orElse(HTTP_OK);
        log.add(TrafficEntry.Direction.API, "response_url", began, status, error.orElse("ok"), context.body());
        var json = Json.object().put("ok", error.isEmpty());
        error.ifPresent(why -> json.put("error", why));
        context.status(status).contentType("application/json; charset=utf-8").result(Json.write(json));
    }

    private Optional<String> use(Context context) {
        return switch (workspace.responseUrls().use(context.pathParam("secret"))) {
            case ResponseUrls.Use.Granted(var target) -> replies.apply(target, context.body());
            case ResponseUrls.Use.UsedUp _ -> Optional.of("used_url");
            case ResponseUrls.Use.Expired _ -> Optional.of("expired_url");
            case ResponseUrls.Use.Unknown _ -> Optional.of("no_such_url");
        };
    }

    private static boolean isJson(Context context) {
        var type = Optional.ofNullable(context.contentType()).orElse("").toLowerCase(Locale.ROOT);
        return type.startsWith("application/json")
                && Json.parseObject(context.body()).isPresent();
    }

    private static int status(String error) {
        return error.endsWith("_url") ? HTTP_NOT_FOUND : HTTP_BAD_REQUEST;
    }
}

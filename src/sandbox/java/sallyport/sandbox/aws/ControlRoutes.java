package sallyport.sandbox.aws;

import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.UnsupportedMediaTypeResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import sallyport.sandbox.aws.fault.Faults;
import sallyport.sandbox.aws.wire.CallLog;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.LoggedCall;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.LogLine;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /control} for scripts: {@code POST fault}, {@code POST mend}, {@code POST logs} and {@code POST reset},
 * {@code GET log}. Takes nothing but {@code application/json}, which no web page can send here unasked.
 */
final class ControlRoutes {
    private final Faults faults;
    private final CallLog log;
    private final Runnable reset;
    private final Consumer<String> mend;
    private final BiConsumer<String, List<LogLine>> writeLogs;

    ControlRoutes(
            Faults faults,
            CallLog log,
            Runnable reset,
            Consumer<String> mend,
            BiConsumer<String, List<LogLine>> writeLogs) {
        this.faults = faults;
        this.log = log;
        this.reset = reset;
        this.mend = mend;
        this.writeLogs = writeLogs;
    }

    void mount(JavalinConfig config) {
        config.routes.before("/control/*", ControlRoutes::requireJson);
        config.routes.post("/control/fault", this::fault);
        config.routes.post("/control/logs", this::logs);
        config.routes.post("/control/reset", context -> {
            reset.run();
            ok(context);
        });
        config.routes.post("/control/mend", this::mend);
        config.routes.get("/control/log", context -> answer(context, entries()));
    }

    private static void requireJson(Context context) {
        var contentType = context.contentType();
        if (contentType == null || !contentType.matches("(?i)application/json(\\s*;.*)?")) {
            throw new UnsupportedMediaTypeResponse("/control takes nothing but application/json");
        }
    }

    private void fault(Context context) {
        try {
            var request = Members.of(parse(context.body()), "side", "name", "params", "count");
            if (!request.requiredText("side").equals("aws")) {
                throw new BadRequestResponse("side is aws here");
            }
            var parameters = parameters(request.present("params").orElse(Json.object()));
            int count = Math.toIntExact(request.integer("count").orElse(1L));
            faults.inject(request.requiredText("name"), parameters, count);
        } catch (Refusal | IllegalArgumentException | ArithmeticException refused) {
            throw new BadRequestResponse(String.valueOf(refused.getMessage()));
        }
        ok(context);
    }

    private void mend(Context context) {
        try {
            mend.accept(Members.of(parse(context.body()), "service").requiredText("service"));
        } catch (Refusal | IllegalArgumentException refused) {
            throw new BadRequestResponse(String.valueOf(refused.getMessage()));
        }
        ok(context);
    }

    private void logs(Context context) {
        try {
            var request = Members.of(parse(context.body()), "group", "events");
            var lines = new ArrayList<LogLine>();
            request.present("events").orElse(Json.MAPPER.createArrayNode()).forEach(event -> lines.add(line(event)));
            writeLogs.accept(request.requiredText("group"), lines);
        } catch (Refusal refused) {
            throw new BadRequestResponse(refused.text());
        }
        ok(context);
    }

    private static LogLine line(JsonNode event) {
        var line = Members.of(event, "stream", "timestamp", "ingestionTime", "message");
        var timestamp = line.integer("timestamp").map(Instant::ofEpochMilli).orElseGet(Instant::now);
        return new LogLine(
                line.requiredText("stream"),
                timestamp,
                line.integer("ingestionTime").map(Instant::ofEpochMilli).orElse(timestamp),
                line.requiredText("message"));
    }

    private static JsonNode parse(String body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new BadRequestResponse("the request is not JSON");
        }
    }

    private static Map<String, String> parameters(JsonNode params) {
        var parameters = new HashMap<String, String>();
        params.properties()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().asString()));
        return parameters;
    }

    private ObjectNode entries() {
        var answer = Json.object().put("ok", true);
        var calls = answer.putArray("calls");
        log.calls().forEach(call -> calls.add(json(call)));
        return answer;
    }

    private static ObjectNode json(LoggedCall call) {
        var json = Json.object()
                .put("service", call.service())
                .put("operation", call.operation())
                .put("body", call.body())
                .put("at", call.at().toString())
                .put("status", call.status())
                .put("answer", call.answer());
        call.accessKey().ifPresent(key -> json.put("access_key", key));
        return json;
    }

    private static void ok(Context context) {
        answer(context, Json.object().put("ok", true));
    }

    private static void answer(Context context, ObjectNode body) {
        context.contentType("application/json").result(body.toString());
    }
}

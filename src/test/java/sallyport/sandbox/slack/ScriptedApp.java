package sallyport.sandbox.slack;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.sandbox.slack.workspace.Json;
import tools.jackson.databind.node.ObjectNode;

/** An application that answers as a test tells it and keeps what it was sent. */
final class ScriptedApp implements AutoCloseable {

    /** What arrived: raw body and the two headers of the signature. */
    record Received(String path, String body, String timestamp, String signature, Map<String, String> headers) {
        Map<String, String> form() {
            return Stream.of(body.split("&"))
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(
                            pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        }

        ObjectNode payload() {
            return Json.parseObject(form().getOrDefault("payload", "")).orElseThrow();
        }

        ObjectNode json() {
            return Json.parseObject(body).orElseThrow();
        }
    }

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final Map<String, Function<Received, String>> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final Javalin server = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.concurrency.useVirtualThreads = true;
                config.routes.post("/slack/{route}", this::handle);
            })
            .start("127.0.0.1", 0);

    URI base() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** From now on requests to this route get this body with status 200. */
    void answer(String route, Function<Received, String> answer) {
        answers.put(route, answer);
        statuses.remove(route);
    }

    void refuse(String route, int status) {
        statuses.put(route, status);
    }

    Received next() throws InterruptedException {
        var next = received.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("the application was sent nothing");
        }
        return next;
    }

    boolean wasSentNothing() {
        return received.isEmpty();
    }

    private void handle(Context context) {
        var request = new Received(
                context.path(),
                context.body(),
                String.valueOf(context.header("X-Slack-Request-Timestamp")),
                String.valueOf(context.header("X-Slack-Signature")),
                Map.copyOf(context.headerMap()));
        received.add(request);
        var route = context.pathParam("route");
        context.status(statuses.getOrDefault(route, 200))
                .result(answers.getOrDefault(route, any -> "").apply(request));
    }

    @Override
    public void close() {
        server.stop();
    }
}

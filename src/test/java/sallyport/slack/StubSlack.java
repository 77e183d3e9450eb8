package sallyport.slack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records what is sent to Slack and answers it: well, unless told otherwise for the next call of a method. */
final class StubSlack implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** One call; {@code method} is {@code hook} for an answer to a command, {@code upload} for a file's bytes. */
    record Call(String method, Map<String, String> form, String body) {
        JsonNode blocks() {
            return JSON.readTree(form.getOrDefault("blocks", "[]"));
        }

        String value(String name) {
            return form.getOrDefault(name, "");
        }
    }

    private record Answer(int status, String retryAfter, String body) {}

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Answer>> planned = new ConcurrentHashMap<>();
    private final Map<String, Runnable> meanwhile = new ConcurrentHashMap<>();
    private final Map<String, String> users = new ConcurrentHashMap<>();
    private volatile String scopes = "";
    private final AtomicInteger posted = new AtomicInteger();

    StubSlack() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI apiBase() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/");
    }

    String hook() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    SlackOptions options() {
        return Requests.options(apiBase());
    }

    List<Call> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    List<String> methods() {
        return calls.stream().map(Call::method).toList();
    }

    void fail(String method, String error) {
        plan(method, new Answer(200, "", "{\"ok\":false,\"error\":\"" + error + "\"}"));
    }

    /** Answers the next call of a method with this. */
    void say(String method, String json) {
        plan(method, new Answer(200, "", json));
    }

    void tooFast(String method, Duration retryAfter) {
        plan(
                method,
                new Answer(429, String.valueOf(retryAfter.toSeconds()), "{\"ok\":false,\"error\":\"ratelimited\"}"));
    }

    void answers(String method, String json) {
        plan(method, new Answer(200, "", json));
    }

    /** What the token may do, as Slack says it in a header; nothing if empty. */
    void scopes(String commaSeparated) {
        scopes = commaSeparated;
    }

    void breakDown(String method) {
        plan(method, new Answer(503, "", "gone fishing"));
    }

    /** @param flags JSON members, such as {@code "is_restricted":true} */
    void user(String id, String flags) {
        users.put(id, flags);
    }

    /** Something happens once, while the next call of the method is being answered. */
    void meanwhile(String method, Runnable event) {
        meanwhile.put(method, event);
    }

    private void plan(String method, Answer answer) {
        planned.computeIfAbsent(method, _ -> new ConcurrentLinkedQueue<>()).add(answer);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var path = exchange.getRequestURI().getPath();
            var method = path.substring(path.lastIndexOf('/') + 1);
            var call = new Call(method, path.startsWith("/api/") ? form(body) : Map.of(), body);
            calls.add(call);
            Optional.ofNullable(meanwhile.remove(method)).ifPresent(Runnable::run);
            var answer = planned.getOrDefault(method, new ArrayDeque<>()).poll();
            send(exchange, answer == null ? new Answer(200, "", good(call)) : answer);
        }
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        if (!scopes.isEmpty()) {
            exchange.getResponseHeaders().set("X-OAuth-Scopes", scopes);
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (!answer.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String good(Call call) {
        return switch (call.method()) {
            case "chat.postMessage" ->
                "{\"ok\":true,\"channel\":\"" + call.value("channel") + "\",\"ts\":\"1700000000.00000"
                        + posted.incrementAndGet() + "\"}";
            case "views.open" -> "{\"ok\":true,\"view\":{\"id\":\"V1\"}}";
            case "users.info" ->
                "{\"ok\":true,\"user\":{\"id\":\"" + call.value("user") + "\",\"team_id\":\"T1\""
                        + users.getOrDefault(call.value("user"), "") + "}}";
            case "files.getUploadURLExternal" ->
                "{\"ok\":true,\"file_id\":\"F1\",\"upload_url\":\"" + hook().replace("/hook", "/upload") + "\"}";
            default -> "{\"ok\":true}";
        };
    }

    private static Map<String, String> form(String body) {
        var form = new HashMap<String, String>();
        for (var pair : body.split("&", -1)) {
            var parts = pair.split("=", 2);
            if (parts.length == 2) {
                form.put(decode(parts[0]), decode(parts[1]));
            }
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

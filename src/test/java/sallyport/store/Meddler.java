package sallyport.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between a ledger and its table: loses calls, loses answers, or answers itself. Otherwise it passes on. */
final class Meddler implements AutoCloseable {
    private static final Set<String> HOP_BY_HOP =
            Set.of("host", "connection", "content-length", "upgrade", "expect", "http2-settings", "transfer-encoding");

    /** What to do to a call instead of passing it on. */
    sealed interface Trick {
        /** Nothing out of the ordinary. */
        record Pass() implements Trick {}

        /** The call does not arrive. */
        record LoseCall() implements Trick {}

        /** The call is done, and nobody hears of it. */
        record LoseAnswer() implements Trick {}

        /** Nobody answers, until the end of the test. */
        record Hold() implements Trick {}

        /** The call does not arrive and is answered. */
        record Answer(int status, String json) implements Trick {}
    }

    /** What was asked. */
    record Call(String operation, String json) {}

    private final URI upstream;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Queue<Trick>> tricks = new ConcurrentHashMap<>();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);

    Meddler(URI upstream) throws IOException {
        this.upstream = upstream;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Meddles with the next calls of an operation, one trick each. */
    void next(String operation, Trick... with) {
        tricks.put(operation, new ConcurrentLinkedQueue<>(List.of(with)));
        calls.clear();
    }

    /** How often an operation was called since {@link #next}. */
    long calls(String operation) {
        return calls().stream()
                .filter(call -> call.operation().equals(operation))
                .count();
    }

    /** All calls since {@link #next}. */
    List<Call> calls() {
        return List.copyOf(calls);
    }

    static Trick pass() {
        return new Trick.Pass();
    }

    static Trick loseCall() {
        return new Trick.LoseCall();
    }

    static Trick loseAnswer() {
        return new Trick.LoseAnswer();
    }

    static Trick hold() {
        return new Trick.Hold();
    }

    static Trick error(int status, String type) {
        return new Trick.Answer(
                status, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"made up\"}");
    }

    /** A transaction that did not happen, with one reason for each of its items. */
    static Trick cancelled(String... reasons) {
        var codes = String.join(
                ",",
                List.of(reasons).stream()
                        .map(code -> "{\"Code\":\"" + code + "\"}")
                        .toList());
        return new Trick.Answer(
                400,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\","
                        + "\"message\":\"Transaction cancelled\",\"CancellationReasons\":[" + codes + "]}");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var operation =
                    exchange.getRequestHeaders().getFirst("X-Amz-Target").replaceFirst(".*\\.", "");
            var body = exchange.getRequestBody().readAllBytes();
            calls.add(new Call(operation, new String(body, StandardCharsets.UTF_8)));
            play(exchange, body, trick(operation));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void play(HttpExchange exchange, byte[] body, Trick trick) throws IOException, InterruptedException {
        switch (trick) {
            case Trick.Pass _ -> answer(exchange, done(exchange, body));
            case Trick.LoseCall _ -> {}
            case Trick.LoseAnswer _ -> done(exchange, body);
            case Trick.Hold _ -> over.await();
            case Trick.Answer(var status, var json) -> send(exchange, status, json.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Trick trick(String operation) {
        return Optional.ofNullable(tricks.get(operation)).map(Queue::poll).orElseGet(Trick.Pass::new);
    }

    private HttpResponse<byte[]> done(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(upstream.resolve(exchange.getRequestURI()))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        response.headers()
                .firstValue("x-amz-crc32")
                .ifPresent(sum -> exchange.getResponseHeaders().set("x-amz-crc32", sum));
        send(exchange, response.statusCode(), response.body());
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.close();
        client.close();
    }
}

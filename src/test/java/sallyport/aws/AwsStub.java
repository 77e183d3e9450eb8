package sallyport.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import software.amazon.awssdk.thirdparty.jackson.dataformat.cbor.CBORFactory;
import software.amazon.awssdk.thirdparty.jackson.dataformat.cbor.CBORGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON protocols of ECS, CloudWatch Logs, SSM and KMS, the query protocols of STS, IAM and EC2, CloudWatch's binary
 * one, and one operation of S3, on one loopback port. It knows no behaviour of its own: a test says what each operation
 * answers.
 */
final class AwsStub implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.shared();

    private static final String AMZ_JSON = "application/x-amz-json-1.1";

    private final HttpServer server;
    private final Map<String, Function<JsonNode, Reply>> operations = new ConcurrentHashMap<>();
    private volatile String refusal = "";
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** What came in: the operation without its service's prefix, its body, and the headers that tests look at. */
    record Call(String operation, JsonNode body, String authorization, String securityToken) {}

    sealed interface Reply {
        record Answer(int status, String type, String body) implements Reply {}

        /** What CloudWatch answers in: the same values as JSON's, in binary. */
        record Cbor(JsonNode body) implements Reply {}

        /** Reads the request and hangs up. */
        record Drop() implements Reply {}
    }

    AwsStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException("no loopback port", e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    AwsClients clients() {
        return AwsClients.create(AwsOptions.sandbox(uri()), InstantSource.system());
    }

    void on(String operation, Function<JsonNode, Reply> answer) {
        operations.put(operation, answer);
    }

    void answers(String operation, String json) {
        on(operation, body -> json(json));
    }

    static Reply json(String json) {
        return new Reply.Answer(200, AMZ_JSON, json);
    }

    static Reply json(JsonNode json) {
        return json(json.toString());
    }

    static Reply xml(String xml) {
        return new Reply.Answer(200, "text/xml", xml);
    }

    /** A refusal in the query protocol of IAM and STS. */
    static Reply denied(String operation) {
        return new Reply.Answer(403, "text/xml", """
                <ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: \
                arn:aws:sts::111122223333:assumed-role/sallyport-target/sallyport is not authorized to perform: %s \
                because no identity-based policy allows the %s action</Message></Error></ErrorResponse>""".formatted(operation, operation));
    }

    static Reply error(int status, String code, String message) {
        var body = JSON.createObjectNode().put("__type", code).put("message", message);
        return new Reply.Answer(status, AMZ_JSON, body.toString());
    }

    /** From now on a role cannot be assumed, for want of that action; others still can. */
    void deniesRole(String name, String action) {
        var granted = operations.get("AssumeRole");
        on(
                "AssumeRole",
                body -> granted != null && !body.path("RoleArn").asString().endsWith("/" + name)
                        ? granted.apply(body)
                        : denied(action));
    }

    /** Credentials for any role, with the role session's name in the key so that a test can follow them. */
    void grantsRoles() {
        on("AssumeRole", body -> {
            var name = body.path("RoleSessionName").stringValue();
            return new Reply.Answer(200, "text/xml", """
                    <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
                    <AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/exec/%1$s</Arn>
                    <AssumedRoleId>AROA:%1$s</AssumedRoleId></AssumedRoleUser>
                    <Credentials><AccessKeyId>ASIA%1$s</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
                    <SessionToken>token-of-%1$s</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
                    </Credentials></AssumeRoleResult></AssumeRoleResponse>""".formatted(name));
        });
    }

    List<Call> calls(String operation) {
        return calls.stream().filter(call -> call.operation().equals(operation)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().startsWith("/v1/data-channel/")) {
                refuseUpgrade(exchange);
                return;
            }
            var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            var path = exchange.getRequestURI().getPath();
            if (path.contains("/operation/")) {
                answerInBinary(exchange, path.substring(path.lastIndexOf('/') + 1));
                return;
            }
            var body = target == null ? form(text) : JSON.readTree(text);
            var operation = target == null ? action(exchange, body) : target.substring(target.indexOf('.') + 1);
            calls.add(new Call(
                    operation, body, header(exchange, "Authorization"), header(exchange, "X-Amz-Security-Token")));
            var answer = operations.get(operation);
            var reply = answer == null ? error(400, "UnknownOperationException", operation) : answer.apply(body);
            if (reply instanceof Reply.Answer(int status, String type, String content)) {
                send(exchange, status, type, content);
            }
        }
    }

    /** S3 alone tells the operation by method, path and query, of which one is known here. */
    private static String action(HttpExchange exchange, JsonNode form) {
        return exchange.getRequestMethod().equals("GET")
                        && "encryption".equals(exchange.getRequestURI().getQuery())
                ? "GetBucketEncryption"
                : form.path("Action").asString("");
    }

    /** What it was asked is not read. */
    private void answerInBinary(HttpExchange exchange, String operation) throws IOException {
        var nothing = JSON.createObjectNode();
        calls.add(new Call(operation, nothing, header(exchange, "Authorization"), ""));
        exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
        var answer = operations.get(operation);
        if (answer != null && answer.apply(nothing) instanceof Reply.Cbor(var body)) {
            send(exchange, 200, "application/cbor", cbor(body));
        } else {
            send(exchange, 400, "application/cbor", cbor(nothing.put("__type", "AccessDenied")));
        }
    }

    private static byte[] cbor(JsonNode body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var generator = new CBORFactory().createGenerator(bytes)) {
            write(generator, body);
        }
        return bytes.toByteArray();
    }

    private static void write(CBORGenerator generator, JsonNode node) throws IOException {
        if (node.isObject()) {
            generator.writeStartObject(node.size());
            for (var field : node.properties()) {
                generator.writeFieldName(field.getKey());
                write(generator, field.getValue());
            }
            generator.writeEndObject();
        } else if (node.isArray()) {
            generator.writeStartArray(node, node.size());
            for (var item : node) {
                write(generator, item);
            }
            generator.writeEndArray();
        } else if (node.isNumber()) {
            generator.writeNumber(node.asDouble());
        } else {
            generator.writeString(node.asString(""));
        }
    }

    /** From now on this is the body of the 403 that a data channel gets. */
    void refusesUpgrades(String body) {
        refusal = body;
    }

    /** There is no data channel here: the signed request is remembered and answered with 403. */
    private void refuseUpgrade(HttpExchange exchange) throws IOException {
        calls.add(new Call(
                "GET " + exchange.getRequestURI().getPath(),
                JSON.createObjectNode(),
                header(exchange, "Authorization"),
                header(exchange, "X-Amz-Security-Token")));
        var body = refusal.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(403, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static void send(HttpExchange exchange, int status, String type, String content) throws IOException {
        send(exchange, status, type, content.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("x-amzn-RequestId", "00000000-0000-4000-8000-000000000000");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    private static ObjectNode form(String text) {
        var fields = JSON.createObjectNode();
        Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> fields.put(
                        URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                        pair.length > 1 ? URLDecoder.decode(pair[1], StandardCharsets.UTF_8) : ""));
        return fields;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

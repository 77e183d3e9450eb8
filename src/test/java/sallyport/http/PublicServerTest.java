package sallyport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublicServerTest {
    private final List<RawRequest> heard = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final PublicServer server = new PublicServer(ListenOn.loopback(0), request -> {
        heard.add(request);
        return RawResponse.text(200, "heard");
    });

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void the_three_slack_routes_reach_the_handler_with_the_bytes_as_sent() throws Exception {
        for (var route : List.of("/slack/commands", "/slack/interactivity", "/slack/events")) {
            var response = post(route, "a=%20b\r\n\u00e9");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("heard");
            assertThat(heard.getLast().path()).isEqualTo(route);
            assertThat(StandardCharsets.UTF_8.decode(heard.getLast().body()).toString())
                    .isEqualTo("a=%20b\r\n\u00e9");
        }
    }

    @Test
    void nothing_else_under_slack_is_answered() throws Exception {
        assertThat(post("/slack/install", "").statusCode()).isEqualTo(404);
        assertThat(post("/slack", "").statusCode()).isEqualTo(404);
        assertThat(get("/slack/commands").statusCode()).isEqualTo(404);
        assertThat(heard).isEmpty();
    }

    @Test
    void health_is_a_short_answer() throws Exception {
        assertThat(get("/healthz").body()).isEqualTo("ok");
    }

    @Test
    void a_body_at_the_limit_passes_and_one_byte_more_is_refused_unheard() throws Exception {
        assertThat(post("/slack/commands", "x".repeat(PublicServer.MAX_BODY)).statusCode())
                .isEqualTo(200);
        assertThat(heard).hasSize(1);
        assertThat(post("/slack/commands", "x".repeat(PublicServer.MAX_BODY + 1))
                        .statusCode())
                .isEqualTo(413);
        assertThat(heard).hasSize(1);
    }

    @Test
    void a_body_without_a_length_is_held_to_the_same_limit() throws Exception {
        byte[] tooLong = new byte[PublicServer.MAX_BODY + 1];
        var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLong));
        var request = HttpRequest.newBuilder(uri("/slack/commands"))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(chunked)
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
        assertThat(heard).isEmpty();
    }

    @Test
    void headers_over_the_limit_are_refused_unheard() throws Exception {
        var request = HttpRequest.newBuilder(uri("/slack/commands"))
                .header("X-Long", "x".repeat(PublicServer.MAX_HEADERS))
                .POST(BodyPublishers.ofString(""))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(431);
        assertThat(heard).isEmpty();
    }

    @Test
    void a_doubled_header_reaches_the_handler_twice() throws Exception {
        assertThat(raw("X-Twice: one\r\nx-twice: two\r\n")).contains(" 200 ");
        assertThat(heard.getFirst().header("X-Twice")).containsExactly("one", "two");
    }

    @Test
    void a_folded_header_is_refused_unheard() throws Exception {
        assertThat(raw("X-Folded: one\r\n two\r\n")).contains(" 400 ");
        assertThat(heard).isEmpty();
    }

    private String raw(String headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                var lines = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            var request = "POST /slack/commands HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                    + "Content-Length: 0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return String.valueOf(lines.readLine());
        }
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(uri(path))
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}

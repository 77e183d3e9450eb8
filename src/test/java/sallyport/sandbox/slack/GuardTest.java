package sallyport.sandbox.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No other web page in the reader's browser can read the sandbox or make it do anything. */
class GuardTest {
    private final SimulatedSlack slack = SimulatedSlack.start(Options.defaults());
    private final Caller caller = new Caller(slack.endpoint());

    @AfterEach
    void stop() {
        slack.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "GET /control/state",
                "POST /control/reset",
                "POST /api/auth.test",
                "GET /ui/messages",
                "GET /files/F0",
                "POST /commands/T0SANDBOX/x",
                "GET /static/htmx.js",
                "GET /no-such-page"
            })
    void a_foreign_host_or_origin_is_refused_on_every_route(String request) throws Exception {
        var port = slack.endpoint().getPort();
        assertThat(statusLine(request, "Host: evil.example:" + port)).contains(" 403 ");
        assertThat(statusLine(request, "Host: 127.0.0.1:" + (port + 1))).contains(" 403 ");
        assertThat(statusLine(request, "Host: 127.0.0.1:" + port + "\r\nOrigin: http://evil.example"))
                .contains(" 403 ");
        assertThat(statusLine(request, "Host: 127.0.0.1:" + port + "\r\nOrigin: null"))
                .contains(" 403 ");
        assertThat(statusLine(request, "Host: localhost:" + port)).doesNotContain(" 403 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json-patch+json",
                ""
            })
    void the_control_api_takes_nothing_but_json(String contentType) throws Exception {
        var request = caller.request("/control/reset").POST(HttpRequest.BodyPublishers.ofString("{}"));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        assertThat(caller.send(request).statusCode()).isEqualTo(415);
    }

    @Test
    void the_pages_own_changes_need_its_origin_and_its_header() throws Exception {
        assertThat(send(false, false)).isEqualTo(403);
        assertThat(send(true, false)).isEqualTo(403);
        assertThat(send(false, true)).isEqualTo(403);
        assertThat(send(true, true)).isEqualTo(200);
    }

    @Test
    void the_page_may_load_nothing_from_elsewhere_and_run_nothing_inline() throws Exception {
        var page = caller.get("/");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'")
                .contains("script-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body())
                .doesNotContain("<script>")
                .doesNotContain(" style=")
                .doesNotContain(" onclick");
    }

    @Test
    void only_the_pages_files_can_be_fetched_from_the_classpath() throws Exception {
        assertThat(caller.get("/static/sandbox.css").statusCode()).isEqualTo(200);
        assertThat(caller.get("/static/logback-test.xml").statusCode()).isEqualTo(404);
        assertThat(caller.get("/static/..%2Flogback-test.xml").statusCode()).isBetween(400, 404);
    }

    private int send(boolean origin, boolean header) throws Exception {
        var request = caller.request("/ui/send")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("user=U0REQUESTER&channel=C0GENERAL&text=hi"));
        if (origin) {
            request.header("Origin", slack.endpoint().toString());
        }
        if (header) {
            request.header("HX-Request", "true");
        }
        return caller.send(request).statusCode();
    }

    /** By hand, as Java's client does not let anybody forge a Host. */
    private String statusLine(String methodAndPath, String headers) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), slack.endpoint().getPort())) {
            var request = methodAndPath + " HTTP/1.1\r\n" + headers
                    + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines().findFirst().orElse("nothing");
        }
    }
}

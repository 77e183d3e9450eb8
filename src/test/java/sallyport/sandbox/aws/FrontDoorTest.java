package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.sandbox.aws.wire.LoggedCall;

class FrontDoorTest {
    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    private static final String UPGRADE = String.join(
            "\r\n",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "");

    /** The status of the answer to a request written by hand, since HTTP clients choose Host themselves. */
    private static int status(String requestLine, String host, String headers, String body) throws IOException {
        int port = AWS.aws().endpoint().getPort();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            var request = requestLine + " HTTP/1.1\r\nHost: " + host.replace("PORT", Integer.toString(port)) + "\r\n"
                    + headers.replace("PORT", Integer.toString(port)) + "Content-Length: " + bytes.length + "\r\n\r\n"
                    + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return Integer.parseInt(answer.substring(9));
        }
    }

    static Stream<Arguments> routes() {
        var json = "Content-Type: application/json\r\n";
        return Stream.of(
                Arguments.of("POST /", ""),
                Arguments.of("GET /control/log", json),
                Arguments.of("POST /control/reset", json),
                Arguments.of("POST /control/logs", json),
                Arguments.of("POST /service/GraniteServiceVersion20100801/operation/ListMetrics", ""),
                Arguments.of("GET /no/such/path", ""),
                Arguments.of("GET /v1/data-channel/x?role=publish_subscribe", UPGRADE));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void no_route_opens_to_a_foreign_host_or_origin(String requestLine, String headers) throws Exception {
        assertThat(status(requestLine, "sandbox.example.com:PORT", headers, "")).isEqualTo(403);
        assertThat(status(requestLine, "127.0.0.1", headers, "")).isEqualTo(403);
        assertThat(status(requestLine, "127.0.0.1:PORT", "Origin: https://example.com\r\n" + headers, ""))
                .isEqualTo(403);
        assertThat(status(requestLine, "127.0.0.1:PORT", "Origin: null\r\n" + headers, ""))
                .isEqualTo(403);
        assertThat(status(requestLine, "127.0.0.1:PORT", headers, "")).isNotEqualTo(403);
        assertThat(status(requestLine, "localhost:PORT", "Origin: http://localhost:PORT\r\n" + headers, ""))
                .isNotEqualTo(403);
    }

    @Test
    void control_takes_nothing_but_json() throws Exception {
        var fault = "{\"side\":\"aws\",\"name\":\"throttle\",\"params\":{},\"count\":1}";
        for (var type : new String[] {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"}) {
            assertThat(status("POST /control/fault", "127.0.0.1:PORT", "Content-Type: " + type + "\r\n", fault))
                    .isEqualTo(415);
        }
        assertThat(AWS.api().ecs("ListClusters", "{}").status()).isEqualTo(200);
        assertThat(status("POST /control/fault", "127.0.0.1:PORT", "Content-Type: application/json\r\n", fault))
                .isEqualTo(200);
        assertThat(AWS.api().ecs("ListClusters", "{}").error()).isEqualTo("ThrottlingException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"side\":\"slack\",\"name\":\"throttle\",\"count\":1}",
                "{\"side\":\"aws\",\"name\":\"gremlin\",\"count\":1}",
                "{\"side\":\"aws\",\"name\":\"throttle\",\"count\":0}",
                "{\"side\":\"aws\",\"name\":\"throttle\",\"count\":\"many\"}",
                "{\"side\":\"aws\",\"name\":\"throttle\",\"surprise\":1}",
                "{\"side\":\"aws\",\"name\":\"throttle\",\"params\":{\"op\":\"x\"}}",
                "not json"
            })
    void a_fault_that_is_not_understood_is_refused(String body) throws Exception {
        assertThat(status("POST /control/fault", "127.0.0.1:PORT", "Content-Type: application/json\r\n", body))
                .isEqualTo(400);
    }

    @Test
    void reset_forgets_calls_and_faults() throws Exception {
        AWS.fault("throttle");
        assertThat(status("POST /control/reset", "127.0.0.1:PORT", "Content-Type: application/json\r\n", "{}"))
                .isEqualTo(200);
        assertThat(AWS.aws().log()).isEmpty();
        assertThat(AWS.api().ecs("ListClusters", "{}").status()).isEqualTo(200);
        assertThat(AWS.aws().log()).extracting(LoggedCall::operation).containsExactly("ListClusters");
    }
}

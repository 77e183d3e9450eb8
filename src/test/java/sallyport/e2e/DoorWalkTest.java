package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everybody who knocks at a port of the running sandbox and is not Slack, or not the reader. */
class DoorWalkTest extends Walk {
    private static final String SECRET = "sandbox-signing-secret";
    private static final String BODY =
            "team_id=T0SANDBOX&channel_id=C0ECSOPS&user_id=U0REQUESTER&command=%2Fecs&text=exec+web+uptime"
                    + "&response_url=http%3A%2F%2F127.0.0.1%3A1%2F&trigger_id=knock.KNOCK&api_app_id=A0SANDBOX";

    static Stream<Arguments> forgeries() {
        return Stream.of(
                Arguments.of("unsigned", 0L, ""),
                Arguments.of("signed with another secret", 0L, "another secret"),
                Arguments.of("signed with Bolt's stand-in for an empty secret", 0L, "---"),
                Arguments.of("301 s old", -301L, SECRET),
                Arguments.of("301 s ahead", 301L, SECRET));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void a_request_that_slack_did_not_sign_now_is_refused_and_starts_nothing(String how, long seconds, String secret) {
        int messages = slack().messages(ControlClient.REQUESTER).size();

        assertThat(knock(sandbox().appEndpoint(), command(how, seconds, secret)))
                .startsWith("HTTP/1.1 401");

        assertThat(slack().messages(ControlClient.REQUESTER)).hasSize(messages);
    }

    @Test
    void the_same_request_signed_now_is_taken() {
        assertThat(knock(sandbox().appEndpoint(), command("good", 0, SECRET))).startsWith("HTTP/1.1 200");
        slack().awaitMessage(ControlClient.REQUESTER, "uptime");
    }

    static Stream<Arguments> foreignPages() {
        return Stream.of(
                Arguments.of("Origin: https://evil.example\r\nContent-Type: application/json", "127.0.0.1"),
                Arguments.of("Origin: null\r\nContent-Type: application/json", "127.0.0.1"),
                Arguments.of("Content-Type: application/json", "evil.example"),
                Arguments.of("Content-Type: application/x-www-form-urlencoded", "127.0.0.1"),
                Arguments.of("Content-Type: text/plain", "127.0.0.1"));
    }

    @ParameterizedTest(name = "{0}, Host {1}")
    @MethodSource("foreignPages")
    void a_foreign_pages_post_starts_nothing_on_any_port(String headers, String host) {
        int messages = slack().messages(ControlClient.REQUESTER).size();
        int executed = executed().size();
        var command = "{\"user\":\"U0REQUESTER\",\"channel\":\"C0ECSOPS\",\"text\":\"exec web uptime\"}";
        var execute = "{\"cluster\":\"demo\",\"task\":\"x\",\"interactive\":true,\"command\":\"uname\"}";

        assertRefused(knock(sandbox().slackEndpoint(), post("/control/command", host, headers, command)));
        assertRefused(knock(
                sandbox().aws().endpoint(),
                post(
                        "/",
                        host,
                        headers + "\r\nX-Amz-Target: " + "AmazonEC2ContainerServiceV20141113.ExecuteCommand",
                        execute)));
        assertRefused(knock(sandbox().appEndpoint(), post("/slack/commands", host, headers, BODY)));

        assertThat(slack().messages(ControlClient.REQUESTER)).hasSize(messages);
        assertThat(executed()).hasSize(executed);
    }

    private static void assertRefused(String response) {
        assertThat(response).matches("(?s)HTTP/1.1 (400|401|403|404|415).*");
    }

    private static String command(String name, long seconds, String secret) {
        long timestamp = Instant.now().getEpochSecond() + seconds;
        var body = BODY.replace("KNOCK", Integer.toString(name.hashCode()));
        var signature =
                secret.isEmpty() ? "" : "\r\nX-Slack-Signature: v0=" + sign("v0:" + timestamp + ":" + body, secret);
        return post(
                "/slack/commands",
                "127.0.0.1",
                "Content-Type: application/x-www-form-urlencoded\r\nX-Slack-Request-Timestamp: " + timestamp
                        + signature,
                body);
    }

    private static String post(String path, String host, String headers, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: " + host + ":PORT\r\nConnection: close\r\n" + headers
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** Sends the bytes as they are, which no HTTP client would, and reads the answer. */
    private static String knock(URI door, String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), door.getPort())) {
            var bytes = request.replace(":PORT\r\n", ":" + door.getPort() + "\r\n");
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String sign(String text, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}

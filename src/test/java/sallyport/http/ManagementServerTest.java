package sallyport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Optional<String> ledger = Optional.empty();
    private volatile Optional<String> slack = Optional.empty();
    private volatile Optional<String> policy = Optional.empty();
    private final ManagementServer server = new ManagementServer(
            ListenOn.loopback(0),
            Map.of("slack", () -> slack, "ledger", () -> ledger, "policy", new Ailing()),
            () -> "runs_total 3\n");

    private final class Ailing implements ReadinessCheck {
        @Override
        public Optional<String> missing() {
            return Optional.empty();
        }

        @Override
        public Optional<String> degraded() {
            return policy;
        }
    }

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
    void it_is_ready_when_nothing_is_missing() throws Exception {
        var response = get("/readyz");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("ready");
    }

    @Test
    void every_missing_thing_is_named_with_its_reason() throws Exception {
        ledger = Optional.of("the store does not answer");
        slack = Optional.of("Slack refused the bot token: invalid_auth");
        var response = get("/readyz");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .isEqualTo("ledger: the store does not answer\nslack: Slack refused the bot token: invalid_auth");
    }

    @Test
    void what_is_degraded_is_told_and_leaves_it_ready() throws Exception {
        policy = Optional.of("the file is broken");
        var response = get("/readyz");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("ready\npolicy: degraded, the file is broken");
        slack = Optional.of("away");
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).isEqualTo("slack: away\npolicy: degraded, the file is broken");
    }

    @Test
    void metrics_are_prometheus_text() throws Exception {
        var response = get("/metrics");
        assertThat(response.body()).isEqualTo("runs_total 3\n");
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain; version=0.0.4");
    }

    @Test
    void the_slack_routes_are_not_here() throws Exception {
        assertThat(get("/slack/commands").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}

package sallyport.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.sandbox.slack.Options;
import sallyport.sandbox.slack.SimulatedSlack;
import sallyport.sandbox.slack.workspace.Json;

class SandboxTest {

    @Test
    void when_ready_it_prints_one_json_line_with_addresses_that_answer() throws Exception {
        var sandbox = launch("--port", "0", "--only", "slack");
        try (var out = new BufferedReader(new InputStreamReader(sandbox.getInputStream(), StandardCharsets.UTF_8))) {
            var ready = Json.parseObject(String.valueOf(out.readLine())).orElseThrow();
            assertThat(ready.path("ready").asBoolean()).isTrue();
            assertThat(ready.path("aws").isNull()).isTrue();
            assertThat(ready.path("app").isNull()).isTrue();
            var page = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(ready.path("slack").asString()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("#ecs-ops");
        } finally {
            sandbox.destroy();
            assertThat(sandbox.onExit().get().exitValue()).isZero();
        }
    }

    @Test
    void it_ends_with_the_parent_that_wants_it_to() throws Exception {
        var java = String.join(
                " ",
                ProcessHandle.current().info().command().orElse("java"),
                "-D" + Sandbox.ENDS_WITH_PARENT + "=true",
                "-cp",
                "'" + System.getProperty("java.class.path") + "'",
                Sandbox.class.getName(),
                "--port 0 --only slack");
        var parent = new ProcessBuilder("sh", "-c", java + " & wait").start();
        try (var out = new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).contains("\"ready\":true");
            var sandbox = parent.children().findFirst().orElseThrow();
            parent.destroyForcibly();
            assertThat(sandbox.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }

    @Test
    void a_taken_port_is_one_sentence_that_names_the_flag() {
        try (var squatter = SimulatedSlack.start(Options.defaults())) {
            var port = Integer.toString(squatter.endpoint().getPort());
            var err = new StringWriter();
            var status = Sandbox.commandLine().setErr(new PrintWriter(err)).execute("--port", port, "--only", "slack");
            assertThat(status).isEqualTo(1);
            assertThat(err.toString().lines())
                    .containsExactly(
                            "Port " + port + " is taken; nothing was started. Choose another one with --port.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--only=mars", "--port=many", "--prot=3000", "stray"})
    void a_wrong_flag_is_one_line_and_exit_status_2(String flag) {
        var err = new StringWriter();
        assertThat(Sandbox.commandLine().setErr(new PrintWriter(err)).execute(flag))
                .isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains(flag.replaceFirst("=.*", ""));
    }

    private static Process launch(String... flags) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Sandbox.class.getName()));
        command.addAll(List.of(flags));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}

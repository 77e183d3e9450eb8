package sallyport.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import sallyport.sandbox.RunningSandbox;
import sallyport.sandbox.SandboxOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One sandbox, with the real application, for all the walks of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Walk {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RunningSandbox sandbox;
    private ControlClient slack;

    /** The policy the walk runs under; the sandbox's own unless overridden. */
    SandboxOptions options(Path data) {
        return SandboxOptions.onFreePorts(data);
    }

    @BeforeAll
    void start(@TempDir Path data) {
        sandbox = RunningSandbox.start(options(data));
        slack = new ControlClient(sandbox.slackEndpoint());
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    RunningSandbox sandbox() {
        return sandbox;
    }

    ControlClient slack() {
        return slack;
    }

    /** Opens the approval modal as this person and submits it. */
    JsonNode approve(String user, JsonNode card) {
        slack.click(user, slack.awaitButton(card, "Review"), "Review");
        return slack.submit(user, slack.awaitView(user), Map.of());
    }

    /** How often the command that counts itself has run, by what it wrote itself. */
    long runsCounted() {
        try {
            long runs = 0;
            for (var log : sandbox.aws().runsLogs("web")) {
                runs += Files.exists(log) ? Files.readAllLines(log).size() : 0;
            }
            return runs;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The commands that ECS took to execute. */
    List<String> executed() {
        return sandbox.aws().log().stream()
                .filter(call -> call.operation().equals("ExecuteCommand") && call.status() == 200)
                .map(call -> call.body().toString())
                .toList();
    }

    /** What the person who typed was answered at once, as text. */
    static String answer(JsonNode response) {
        var body = response.path("response").asString("");
        return body.startsWith("{") ? ControlClient.text(JSON.readTree(body)) : body;
    }
}

package sallyport.sandbox.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import sallyport.sandbox.aws.agent.AgentPace;
import tools.jackson.databind.JsonNode;

/** One simulator for the tests of a class, as new before each of them. */
final class StartedAws implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final UnaryOperator<Options> adjusted;
    private Optional<SimulatedAws> started = Optional.empty();

    StartedAws() {
        this(AgentPace.quick());
    }

    StartedAws(AgentPace pace) {
        this(options -> options.withPace(pace));
    }

    StartedAws(UnaryOperator<Options> adjusted) {
        this.adjusted = adjusted;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path directory = Files.createTempDirectory("simulated-aws");
        var options =
                Options.in(directory).withPace(AgentPace.quick()).withControl().withStepsByHand();
        started = Optional.of(SimulatedAws.start(adjusted.apply(options)));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        aws().reset();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        aws().close();
    }

    SimulatedAws aws() {
        return started.orElseThrow();
    }

    ApiClient api() {
        return new ApiClient(aws().endpoint());
    }

    void fault(String name) {
        aws().faults().inject(name, Map.of(), 1);
    }

    /** Starts a command in the first task of a service; the session as ExecuteCommand answered it. */
    JsonNode session(String service, String command) throws IOException, InterruptedException {
        var answer = api().execute(service, command);
        if (answer.status() != 200) {
            throw new AssertionError("ExecuteCommand answered " + answer.body());
        }
        return answer.body().path("session");
    }

    void terminate(JsonNode session) throws IOException, InterruptedException {
        var id = session.path("sessionId").asString();
        var answer = api().call("ssm", "TerminateSession", "{\"SessionId\":\"" + id + "\"}");
        if (answer.status() != 200) {
            throw new AssertionError("TerminateSession answered " + answer.body());
        }
    }
}

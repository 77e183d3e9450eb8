package sallyport.sandbox;

import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import sallyport.sandbox.SandboxOptions.Part;
import sallyport.sandbox.aws.SimulatedAws;
import sallyport.sandbox.slack.Options;
import sallyport.sandbox.slack.SimulatedSlack;
import sallyport.sandbox.slack.control.AwsFaults;
import tools.jackson.databind.node.ObjectNode;

/** A sandbox that is up: simulated Slack, simulated AWS and the real application between them, as far as wanted. */
public final class RunningSandbox implements AutoCloseable {
    private final SandboxOptions options;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private Optional<SimulatedAws> aws = Optional.empty();
    private Optional<SimulatedSlack> slack = Optional.empty();
    private Optional<Application> application = Optional.empty();

    private RunningSandbox(SandboxOptions options) {
        this.options = options;
    }

    /** Starts the parts; when one cannot start, those that did are stopped again. */
    public static RunningSandbox start(SandboxOptions options) {
        var sandbox = new RunningSandbox(options);
        try {
            sandbox.start();
            return sandbox;
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    private void start() {
        if (wants(Part.AWS)) {
            aws = Optional.of(bind("--aws-port", options.awsPort(), this::startAws));
        }
        if (wants(Part.SLACK)) {
            slack = Optional.of(bind("--port", options.port(), this::startSlack));
        }
        if (wants(Part.APP)) {
            application = Optional.of(bind("--app-port", options.appPort(), this::startApplication));
            slack.orElseThrow().connect(application.get().endpoint());
        }
    }

    private boolean wants(Part part) {
        return options.parts().contains(part);
    }

    private SimulatedAws startAws() {
        var awsOptions = sallyport.sandbox.aws.Options.in(options.data())
                .withPort(options.awsPort())
                .withSeed(options.seed())
                .withContainerInsights();
        return SimulatedAws.start(wants(Part.SLACK) ? awsOptions : awsOptions.withControl());
    }

    private SimulatedSlack startSlack() {
        return SimulatedSlack.start(slackOptions()
                .withPort(options.port())
                .withAppBase(URI.create("http://127.0.0.1:" + options.appPort()))
                .withAwsFaults(aws.<AwsFaults>map(FaultsOf::new).orElse(AwsFaults.NONE)));
    }

    private Options slackOptions() {
        return Options.defaults().withSeed(options.seed());
    }

    private Application startApplication() {
        var secrets = slackOptions();
        return Application.start(
                options.data(),
                options.appPort(),
                new Application.Surroundings(
                        slack.orElseThrow().endpoint(),
                        aws.orElseThrow().endpoint(),
                        secrets.signingSecret(),
                        secrets.botToken(),
                        options.groupsReadEvery()));
    }

    private <T extends AutoCloseable> T bind(String flag, int port, Supplier<T> start) {
        try {
            refuseTaken(port);
            var part = start.get();
            started.push(part);
            return part;
        } catch (BindException | JavalinBindException e) {
            throw new CannotStart(
                    "Port " + port + " is taken; nothing was started. Choose another one with " + flag + ".", e);
        } catch (IOException e) {
            throw new CannotStart("Port " + port + " cannot be listened on (" + e.getMessage() + ").", e);
        }
    }

    /** Looked at before Javalin, which writes an error of its own into the log. */
    private static void refuseTaken(int port) throws IOException {
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    /** Where the page, the Web API and the control API are. */
    public URI slackEndpoint() {
        return slack.orElseThrow().endpoint();
    }

    /** Where the application is. */
    public URI appEndpoint() {
        return application.orElseThrow().endpoint();
    }

    /** The simulated AWS itself, to look inside. */
    public SimulatedAws aws() {
        return aws.orElseThrow();
    }

    Optional<URI> slackIfStarted() {
        return slack.map(SimulatedSlack::endpoint);
    }

    Optional<URI> awsIfStarted() {
        return aws.map(SimulatedAws::endpoint);
    }

    Optional<URI> appIfStarted() {
        return application.map(Application::endpoint);
    }

    /** Stops what was started, the last one first. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            stop(started.pop());
        }
    }

    private static void stop(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("a part of the sandbox did not stop", e);
        }
    }

    /** Carries faults from the control API to the simulated AWS. */
    private record FaultsOf(SimulatedAws aws) implements AwsFaults {
        @Override
        public Optional<String> inject(String name, ObjectNode params, int count) {
            Map<String, String> parameters = new HashMap<>();
            params.properties()
                    .forEach(entry ->
                            parameters.put(entry.getKey(), entry.getValue().asString()));
            try {
                aws.faults().inject(name, parameters, count);
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void reset() {
            aws.reset();
        }
    }
}

package sallyport.sandbox;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sallyport.sandbox.slack.Options;
import sallyport.sandbox.slack.SimulatedSlack;
import sallyport.sandbox.slack.control.AwsFaults;
import sallyport.sandbox.slack.workspace.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Starts the sandbox and stays until it is stopped. When all parts listen it prints one JSON line:
 * {@code {"ready":true,"slack":URL,"aws":URL,"app":URL}}, with null for a part that was not started. Exit status: 1
 * when a part could not start, 2 for a wrong flag.
 */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "Simulated Slack and AWS on this machine, with the real application between them.")
public final class Sandbox implements Callable<Integer> {
    private static final int CANNOT_START = 1;
    private static final int WRONG_USAGE = 2;

    @Mixin
    private SandboxFlags flags = new SandboxFlags();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What runs, last started first. */
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private Sandbox() {}

    static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Sandbox())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, given) -> {
                    wrong.getCommandLine().getErr().println(wrong.getMessage() + " (--help lists the flags)");
                    return WRONG_USAGE;
                })
                .setExecutionExceptionHandler((failed, command, given) -> {
                    if (!(failed instanceof PortTaken)) {
                        throw failed;
                    }
                    command.getErr().println(failed.getMessage());
                    return CANNOT_START;
                });
    }

    @Override
    public Integer call() throws Exception {
        var stopped = new CountDownLatch(1);
        try {
            var ready = start();
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "stop"));
            spec.commandLine().getOut().println(Json.write(ready));
            spec.commandLine().getOut().flush();
            stopped.await();
        } finally {
            stop();
        }
        return 0;
    }

    private ObjectNode start() {
        var aws = flags.wantsAws() ? started(AwsPart.start(flags)) : Optional.<AwsPart>empty();
        var slack = flags.wantsSlack() ? Optional.of(startSlack(aws)) : Optional.<SimulatedSlack>empty();
        var awsEndpoint = aws.map(Part::endpoint);
        var app = flags.wantsApp()
                ? slack.flatMap(running -> started(AppPart.start(flags, running.endpoint(), awsEndpoint)))
                : Optional.<AppPart>empty();
        slack.ifPresent(running -> app.map(Part::endpoint).ifPresent(running::connect));
        var ready = Json.object().put("ready", true);
        put(ready, "slack", slack.map(SimulatedSlack::endpoint));
        put(ready, "aws", awsEndpoint);
        put(ready, "app", app.map(Part::endpoint));
        return ready;
    }

    /** Until the application says where it is, it is expected at {@code --app-port}, where you may start your own. */
    private SimulatedSlack startSlack(Optional<AwsPart> aws) {
        var options = Options.defaults()
                .withPort(flags.port())
                .withSeed(flags.seed())
                .withAppBase(URI.create("http://127.0.0.1:" + flags.appPort()))
                .withAwsFaults(aws.map(AwsPart::faults).orElse(AwsFaults.NONE));
        var slack = PortTaken.unless("--port", flags.port(), () -> SimulatedSlack.start(options));
        running.push(slack);
        return slack;
    }

    private <T extends Part> Optional<T> started(Optional<T> part) {
        part.ifPresent(running::push);
        return part;
    }

    private static void put(ObjectNode ready, String name, Optional<URI> endpoint) {
        endpoint.ifPresentOrElse(uri -> ready.put(name, uri.toString()), () -> ready.putNull(name));
    }

    private void stop() throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }
}

package sallyport.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sallyport.StopSignal;
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
    /** System property by which Maven says that it is the parent; a shell's child outlives the shell. */
    static final String ENDS_WITH_PARENT = "sallyport.sandbox.ends-with-parent";

    private static final int CANNOT_START = 1;
    private static final int WRONG_USAGE = 2;

    @Mixin
    private SandboxFlags flags = new SandboxFlags();

    @Spec
    private CommandSpec spec = CommandSpec.create();

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
                    if (!(failed instanceof CannotStart)) {
                        throw failed;
                    }
                    command.getErr().println(failed.getMessage());
                    return CANNOT_START;
                });
    }

    @Override
    public Integer call() {
        try (var stop = StopSignal.install()) {
            run(stop);
            // A JVM that ends by a signal reports that signal, which Maven takes for a failure and prints a stack
            // trace.
            // All is tidied up, so it ends here and now, and well.
            Runtime.getRuntime().halt(0);
        }
        return 0;
    }

    private void run(StopSignal stop) {
        try (var data = DataDirectory.of(flags.data());
                var sandbox = RunningSandbox.start(options(data.path()))) {
            endWithParent(stop);
            spec.commandLine().getOut().println(Json.write(ready(sandbox)));
            spec.commandLine().getOut().flush();
            stop.await();
        }
    }

    /** Maven that is told to stop does not tell its child, which would keep the ports. */
    private static void endWithParent(StopSignal stop) {
        if (Boolean.getBoolean(ENDS_WITH_PARENT)) {
            ProcessHandle.current().parent().ifPresentOrElse(parent -> endAfter(parent, stop), stop::tell);
        }
    }

    private static void endAfter(ProcessHandle parent, StopSignal stop) {
        var _ = parent.onExit().thenRun(stop::tell);
    }

    private SandboxOptions options(Path data) {
        return new SandboxOptions(
                flags.port(),
                flags.awsPort(),
                flags.appPort(),
                flags.parts(),
                data,
                flags.seed(),
                SandboxOptions.USUAL_GROUPS_READ);
    }

    private static ObjectNode ready(RunningSandbox sandbox) {
        var ready = Json.object().put("ready", true);
        put(ready, "slack", sandbox.slackIfStarted());
        put(ready, "aws", sandbox.awsIfStarted());
        put(ready, "app", sandbox.appIfStarted());
        return ready;
    }

    private static void put(ObjectNode ready, String name, Optional<URI> endpoint) {
        endpoint.ifPresentOrElse(uri -> ready.put(name, uri.toString()), () -> ready.putNull(name));
    }
}

package sallyport.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "serve", description = "Run the application until it is told to stop.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private final Server server;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file; sallyport.yml by default.")
    private Path configuration = Path.of("sallyport.yml");

    ServeCommand(Server server) {
        this.server = server;
    }

    @Override
    public Integer call() {
        return server.serve(configuration, spec.commandLine().getErr()) ? ExitStatus.GOOD : ExitStatus.NO;
    }
}

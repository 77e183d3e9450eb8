package sallyport.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Exit status 0 is good, 1 means that the answer is no, 2 that it was asked wrongly. */
@Command(
        name = "sallyport",
        description =
                "Run allow-listed commands inside Amazon ECS containers from Slack, with a second person's approval.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "VERB")
public final class SallyportCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    private SallyportCommand() {}

    /** Runs the verb that the arguments name and returns the exit status. */
    public static int run(
            Server server, Archive archive, Clinic clinic, PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new SallyportCommand())
                .addSubcommand(new ServeCommand(server))
                .addSubcommand(new DoctorCommand(clinic))
                .addSubcommand(new PolicyCommand())
                .addSubcommand(AuditCommand.line(archive))
                .addSubcommand(new TranscriptCommand())
                .addSubcommand(new ManifestCommand())
                .addSubcommand(new VersionCommand())
                .setOut(out)
                .setErr(err)
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which verb? Nothing was done.");
    }
}

package sallyport.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "audit",
        description = "Export, verify and compare the audit trail.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "VERB")
final class AuditCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    private AuditCommand() {}

    static CommandLine line(Archive archive) {
        return new CommandLine(new AuditCommand())
                .addSubcommand(new AuditKeyCommand())
                .addSubcommand(new AuditExportCommand(archive))
                .addSubcommand(new AuditVerifyCommand())
                .addSubcommand(new AuditReportCommand(archive))
                .addSubcommand(new AuditReconcileCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which verb? Nothing was done.");
    }
}

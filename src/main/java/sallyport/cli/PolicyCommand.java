package sallyport.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "policy",
        description = "Check, explain, test and compare policy files.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            PolicyCheckCommand.class,
            PolicyLintCommand.class,
            PolicyExplainCommand.class,
            PolicyTestCommand.class,
            PolicyDiffCommand.class
        })
final class PolicyCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which verb? Nothing was done.");
    }
}

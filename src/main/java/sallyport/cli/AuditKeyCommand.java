package sallyport.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sallyport.audit.SigningKeyFile;

@Command(
        name = "key",
        description =
                "Make the key that signs checkpoints: the pair goes to FILE, the public half, which auditors need, to the output.",
        mixinStandardHelpOptions = true)
final class AuditKeyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A new file, outside the data directory.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters
    private Path file;

    @Override
    public Integer call() {
        return switch (SigningKeyFile.create(file)) {
            case SigningKeyFile.Answer.Key(var key) -> {
                spec.commandLine().getOut().print(key.verification().pem());
                spec.commandLine().getOut().flush();
                yield ExitStatus.GOOD;
            }
            case SigningKeyFile.Answer.Refused(var sentence) -> {
                spec.commandLine().getErr().println(sentence);
                yield ExitStatus.NO;
            }
        };
    }
}

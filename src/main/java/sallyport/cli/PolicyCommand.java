package sallyport.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sallyport.policy.Policy;
import sallyport.policy.PolicyReading;

@Command(
        name = "policy",
        description = "Look at a policy file.",
        mixinStandardHelpOptions = true,
        subcommands = PolicyCommand.Check.class)
final class PolicyCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which verb? Nothing was done.");
    }

    @Command(
            name = "check",
            description = "Say whether a policy file would be accepted, and every mistake in it.",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The policy file.")
        @SuppressWarnings("NullAway.Init") // picocli sets required parameters
        private Path file;

        @Override
        public Integer call() {
            if (!Files.exists(file)) {
                spec.commandLine().getErr().println(file + " does not exist. Nothing was checked.");
                return ExitStatus.USAGE;
            }
            try {
                return check(Files.readString(file));
            } catch (CharacterCodingException _) {
                return unreadable("it is not UTF-8 text");
            } catch (AccessDeniedException _) {
                return unreadable("we may not read it");
            } catch (IOException e) {
                return unreadable(Files.isDirectory(file) ? "it is a directory" : String.valueOf(e.getMessage()));
            }
        }

        private int unreadable(String why) {
            spec.commandLine().getErr().println(file + " cannot be read: " + why + ". Nothing was checked.");
            return ExitStatus.NO;
        }

        private int check(String text) {
            return switch (Policy.read(text, file.toString())) {
                case PolicyReading.Read(var policy) -> {
                    spec.commandLine().getOut().println(file + " is good, version " + policy.version());
                    yield ExitStatus.GOOD;
                }
                case PolicyReading.Broken broken -> {
                    broken.problems()
                            .forEach(problem -> spec.commandLine().getErr().println(file + ": " + problem));
                    yield ExitStatus.NO;
                }
            };
        }
    }
}

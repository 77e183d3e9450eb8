package sallyport.policy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import sallyport.request.Argv;
import sallyport.request.Audience;
import sallyport.request.ExitCode;

/**
 * A named command: a template that a typed argv either fits argument by argument or does not.
 *
 * @param arguments the program first, which is literal
 * @param deadline how long it may run
 * @param outputLimit bytes it may print
 * @param audience who sees what it prints
 */
record Command(
        String name,
        String summary,
        List<Argument> arguments,
        Effect effect,
        ExitCode exitCode,
        Duration deadline,
        long outputLimit,
        Audience audience) {
    Command {
        arguments = List.copyOf(arguments);
    }

    Match match(Argv argv) {
        return new Alignment(arguments, argv.arguments()).match();
    }

    String program() {
        return arguments.getFirst().usage();
    }

    String usage() {
        return arguments.stream().map(Argument::usage).collect(Collectors.joining(" "));
    }

    /** Whether everything variable in it is typed so narrowly that it cannot become an option of the program. */
    boolean isNarrow() {
        return arguments.stream()
                .noneMatch(argument -> argument instanceof Argument.Filled filled
                        && filled.parameter().isFreeToBeAnOption());
    }
}

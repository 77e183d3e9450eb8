package sallyport.policy;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sallyport.policy.Argument.Filled;
import sallyport.policy.Argument.Literal;
import sallyport.policy.PolicyTree.WrittenCommand;
import sallyport.policy.PolicyWarning.Kind;
import sallyport.policy.Programs.Program;
import sallyport.yaml.YamlNode.Scalar;

/** What is dangerous about one command, whoever may run it. */
final class CommandWarnings {
    /** A program of the command, and the first parameter through which it may be made to do more. */
    private record Opening(Program program, int argument) {}

    private final WrittenCommand written;
    private final Command command;

    CommandWarnings(WrittenCommand written) {
        this.written = written;
        this.command = written.command();
    }

    Stream<PolicyWarning> list() {
        return Stream.of(relative(), reach())
                .flatMap(Optional::stream)
                .filter(warning -> !written.accepted().contains(warning.kind()));
    }

    private Optional<PolicyWarning> relative() {
        var program = command.program();
        if (program.startsWith("/")) {
            return Optional.empty();
        }
        var from = program.contains("/") ? "in the directory the container starts in" : "along the container's PATH";
        return Optional.of(warning(
                0,
                Kind.RELATIVE_PROGRAM,
                program + " is looked up " + from
                        + ", so whoever can write there decides what runs. Write its absolute path"));
    }

    private Optional<PolicyWarning> reach() {
        return programs()
                .flatMap(program -> openings(program).limit(1))
                .max(Comparator.comparing(opening -> opening.program().gravest()))
                .map(this::reach);
    }

    /** What a well-known program can be made to do, also by fixed arguments; about those, {@link #list} is silent. */
    Optional<String> power() {
        return programs()
                .max(Comparator.comparing(Program::gravest))
                .filter(program -> !written.accepted().contains(kind(program.gravest())))
                .map(program -> program.name() + " can be made to " + deed(program.gravest()) + " (" + program.how()
                        + "). Read what it is given here.");
    }

    /** The program, and where it only starts another one, whatever of the fixed arguments is on the list too. */
    private Stream<Program> programs() {
        var first = Programs.named(command.program());
        var launched = first.filter(Program::launches).stream()
                .flatMap(_ -> command.arguments().stream().skip(1))
                .flatMap(argument -> argument instanceof Literal(var text) ? Stream.of(text) : Stream.empty())
                .flatMap(text -> Programs.named(text).stream());
        return Stream.concat(first.stream(), launched);
    }

    private Stream<Opening> openings(Program program) {
        return IntStream.range(0, command.arguments().size())
                .filter(index -> command.arguments().get(index) instanceof Filled filled
                        && (program.always() || isOpen(program, filled.parameter())))
                .mapToObj(index -> new Opening(program, index));
    }

    /** A kind of parameter that is not known to be narrow counts as open, so that a new one is thought about. */
    private static boolean isOpen(Program program, Parameter parameter) {
        if (parameter instanceof Parameter.Choice || parameter instanceof Parameter.WholeNumber) {
            return false;
        }
        // A path below a directory is what such a parameter is for, as long as the file is only shown.
        return !(parameter instanceof Parameter.PathBelow) || program.gravest() != Power.READ;
    }

    private PolicyWarning reach(Opening opening) {
        var program = opening.program();
        var slot = scalar(opening.argument()).text();
        var open = program.always()
                ? "so " + slot + " may lead anywhere. Write fixed text there"
                : "and " + slot + " is neither an enum nor an int. List what it may be, or write fixed text";
        return warning(
                opening.argument(),
                kind(program.gravest()),
                program.name() + " can be made to " + deed(program.gravest()) + " (" + program.how() + "), " + open);
    }

    private static Kind kind(Power power) {
        return switch (power) {
            case READ -> Kind.CAN_READ_FILES;
            case WRITE -> Kind.CAN_WRITE_FILES;
            case SPAWN -> Kind.CAN_RUN_PROGRAMS;
        };
    }

    private static String deed(Power power) {
        return switch (power) {
            case READ -> "show files";
            case WRITE -> "change files";
            case SPAWN -> "run programs";
        };
    }

    private PolicyWarning warning(int argument, Kind kind, String sentence) {
        var place = scalar(argument);
        return new PolicyWarning(
                place.line(), place.column(), kind, sentence + ", or say accept: [" + kind.word() + "].");
    }

    private Scalar scalar(int argument) {
        return written.argv().get(argument);
    }
}

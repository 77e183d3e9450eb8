package sallyport.policy;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sallyport.request.Argv;
import sallyport.request.Audience;
import sallyport.request.CodePoint;
import sallyport.request.Conditions;
import sallyport.request.ExitCode;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlNode.Entry;
import sallyport.yaml.YamlNode.Scalar;
import sallyport.yaml.YamlProblem;

/** Reads one entry under {@code commands}. */
final class CommandReader {
    /** A run's deadline where the file gives none. */
    private static final Duration USUAL = Duration.ofMinutes(15);

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z0-9][a-z0-9_-]*)}");
    private static final Map<String, Effect> EFFECTS =
            Arrays.stream(Effect.values()).collect(Collectors.toMap(Effect::word, Function.identity()));
    private static final Map<String, ExitCode> EXIT_CODES =
            Map.of("required", ExitCode.REQUIRED, "wanted", ExitCode.WANTED, "none", ExitCode.NONE);

    private static final Map<String, Audience> AUDIENCES =
            Map.of("thread", Audience.THREAD, "requester", Audience.REQUESTER);

    /** A declared parameter; empty if its type could not be read. */
    private record Declared(Entry entry, Optional<Parameter> parameter, boolean optional) {}

    private final Entry entry;
    private final List<YamlProblem> problems;
    private final Map<String, Declared> parameters = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    CommandReader(Entry entry, List<YamlProblem> problems) {
        this.entry = entry;
        this.problems = problems;
    }

    /** The command, or empty after a problem. */
    Optional<Command> read() {
        if (!Names.isName(entry.key())) {
            problemAtKey(entry, Names.refusal(entry.key()));
        }
        int before = problems.size();
        var command = YamlFields.of(entry.value(), problems).flatMap(this::command);
        return problems.size() == before ? command : Optional.empty();
    }

    private Optional<Command> command(YamlFields fields) {
        fields.require("summary", "argv", "effect");
        fields.named("params").forEach(this::parameter);
        var argv = fields.scalars("argv");
        var arguments = argv.stream()
                .flatMap(scalar -> argument(fields, scalar).stream())
                .toList();
        checkProgram(fields, argv);
        checkUse();
        var summary = fields.text("summary").orElse("");
        var effect = fields.oneOf("effect", EFFECTS);
        var exitCode = fields.oneOf("exit_code", EXIT_CODES).orElse(ExitCode.WANTED);
        var deadline = TermBounds.DEADLINE.read(fields, "deadline").orElse(USUAL);
        var output = TermBounds.MAX_OUTPUT.read(fields, "max_output").orElse(Conditions.USUAL_OUTPUT_LIMIT);
        var audience = fields.oneOf("audience", AUDIENCES).orElse(Audience.THREAD);
        Acceptance.read(fields);
        fields.refuseOthers();
        return effect.map(
                known -> new Command(entry.key(), summary, arguments, known, exitCode, deadline, output, audience));
    }

    private void parameter(Entry declaration) {
        if (!Names.isName(declaration.key())) {
            problemAtKey(declaration, Names.refusal(declaration.key()));
        }
        var fields = YamlFields.of(declaration.value(), problems);
        var optional = fields.flatMap(of -> of.bool("optional")).orElse(false);
        var parameter = fields.flatMap(of -> new ParameterReader(of).read());
        parameters.put(declaration.key(), new Declared(declaration, parameter, optional));
    }

    private Optional<Argument> argument(YamlFields fields, Scalar scalar) {
        var text = scalar.text();
        if (hasDoubledBraces(text) || !CodePoint.isPrintableAscii(text)) {
            fields.problem(scalar, "An argument holds printable ASCII and neither {{ nor }}.");
            return Optional.empty();
        }
        var placeholder = PLACEHOLDER.matcher(text);
        if (!placeholder.find()) {
            return Optional.of(new Argument.Literal(text));
        }
        return filled(fields, scalar, placeholder);
    }

    private Optional<Argument> filled(YamlFields fields, Scalar scalar, Matcher placeholder) {
        var name = placeholder.group(1);
        var before = scalar.text().substring(0, placeholder.start());
        var after = scalar.text().substring(placeholder.end());
        if (PLACEHOLDER.matcher(after).find()) {
            fields.problem(scalar, "An argument holds one parameter at most.");
            return Optional.empty();
        }
        var declared = parameters.get(name);
        if (declared == null) {
            fields.problem(scalar, "There is no parameter " + name + " under params.");
            return Optional.empty();
        }
        if (!used.add(name)) {
            fields.problem(scalar, "The parameter " + name + " stands in two arguments.");
        }
        return declared.parameter()
                .map(parameter -> new Argument.Filled(before, parameter, after, declared.optional()));
    }

    private void checkProgram(YamlFields fields, List<Scalar> argv) {
        argv.stream().findFirst().ifPresent(program -> {
            if (program.text().isEmpty() || PLACEHOLDER.matcher(program.text()).find()) {
                fields.problem(program, "The program must be fixed text.");
            }
        });
        if (argv.size() > Argv.MAX_ARGUMENTS) {
            fields.problem(argv.get(Argv.MAX_ARGUMENTS), "A command has at most " + Argv.MAX_ARGUMENTS + " arguments.");
        }
    }

    private void checkUse() {
        parameters.forEach((name, declared) -> {
            if (!used.contains(name)) {
                problemAtKey(declared.entry(), "The parameter " + name + " stands in no argument.");
            }
        });
    }

    private void problemAtKey(Entry at, String message) {
        problems.add(new YamlProblem(at.line(), at.column(), message));
    }

    private static boolean hasDoubledBraces(String text) {
        return text.contains("{{") || text.contains("}}");
    }

    /**
     * Whether a text stands for itself as an argument of a template: no braces in it name a parameter or are refused.
     */
    static boolean isFixed(String text) {
        return !hasDoubledBraces(text) && !PLACEHOLDER.matcher(text).find();
    }
}

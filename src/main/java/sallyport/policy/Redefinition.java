package sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How two commands of one name differ, but for their summaries, which nobody is held to. */
final class Redefinition {
    private final Command before;
    private final Command now;
    private final List<String> changes = new ArrayList<>();

    private Redefinition(Command before, Command now) {
        this.before = before;
        this.now = now;
    }

    /** In words, or empty if they are the same. */
    static Optional<String> between(Command before, Command now) {
        return new Redefinition(before, now).words();
    }

    private Optional<String> words() {
        if (!before.arguments().equals(now.arguments())) {
            arguments();
        }
        compare("effect", command -> command.effect().word());
        compare("exit_code", command -> Words.exitCode(command.exitCode()));
        compare("deadline", command -> Words.duration(command.deadline()));
        compare("audience", command -> command.audience().name().toLowerCase(Locale.ROOT));
        compare("max_output", command -> command.outputLimit() + " bytes");
        return changes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", changes));
    }

    /** The usage shows most of it; what it hides is in the descriptions. */
    private void arguments() {
        if (before.usage().equals(now.usage())) {
            compare("takes", Redefinition::descriptions);
        } else {
            compare("runs", command -> "`" + command.usage() + "`");
        }
    }

    private static String descriptions(Command command) {
        return command.arguments().stream()
                .flatMap(argument -> argument instanceof Argument.Filled filled
                        ? Stream.of(filled.parameter().description())
                        : Stream.empty())
                .collect(Collectors.joining(" and "));
    }

    private void compare(String part, Function<Command, String> words) {
        var old = words.apply(before);
        var current = words.apply(now);
        if (!old.equals(current)) {
            changes.add(part + " " + current + ", before " + old);
        }
    }
}

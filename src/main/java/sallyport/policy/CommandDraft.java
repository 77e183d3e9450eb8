package sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import sallyport.request.Argv;

/**
 * A command that a policy does not have yet, with nothing variable in it and every term at its most cautious.
 *
 * @param name unlike those of all other commands
 */
record CommandDraft(String name, Argv argv) {
    private static final int LONGEST_SUMMARY = 60;

    static CommandDraft of(Argv argv, Set<String> taken) {
        var words = new ArrayList<>(argv.arguments());
        words.set(0, Deny.nameOf(argv.program()));
        return new CommandDraft(Names.derived(String.join(" ", words), taken), argv);
    }

    /** Lines of the file, without what comes before an entry. */
    List<String> lines() {
        var template = new ArrayList<String>();
        var parameters = new ArrayList<String>();
        for (var argument : argv.arguments()) {
            if (CommandReader.isFixed(argument)) {
                template.add(YamlWords.quoted(argument));
            } else {
                // Braces would name a parameter, so it becomes one that can only be this.
                var parameter = "text-" + (parameters.size() + 1);
                template.add(YamlWords.quoted("{" + parameter + "}"));
                parameters.add("    " + parameter + ": { type: enum, values: [" + YamlWords.quoted(argument) + "] }");
            }
        }
        var lines = new ArrayList<>(List.of(
                YamlWords.name(name) + ":",
                "  summary: " + YamlWords.quoted(summary()) + " # say what it is for",
                "  argv: [" + String.join(", ", template) + "]"));
        if (!parameters.isEmpty()) {
            lines.add("  params:");
            lines.addAll(parameters);
        }
        lines.add("  effect: " + Effect.WRITE.word());
        lines.add("  exit_code: wanted");
        return List.copyOf(lines);
    }

    private String summary() {
        var line = argv.quoted();
        return line.length() <= LONGEST_SUMMARY ? line : line.substring(0, LONGEST_SUMMARY) + "...";
    }
}

package sallyport.parse;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Help, made from the grammar. */
public final class HelpText {
    private HelpText() {}

    /**
     * One line for each subcommand, at most twelve, so that a phone shows them at once; those that are seldom needed
     * are left out.
     *
     * @param slash the slash command itself, such as {@code /ecs}
     */
    public static List<String> lines(String slash) {
        return Arrays.stream(Subcommand.values())
                .filter(row -> !row.isSeldom())
                .map(row -> slash + " " + row.usage() + ": " + row.summary())
                .toList();
    }

    /** Names the subcommands that the short list leaves out, in one sentence. */
    public static String more(String slash) {
        return "Also "
                + Arrays.stream(Subcommand.values())
                        .filter(Subcommand::isSeldom)
                        .map(Subcommand::word)
                        .sorted()
                        .collect(Collectors.joining(", "))
                + ". " + slash + " help WORD tells more about any of them.";
    }

    /** What one subcommand does, its options and an example. */
    public static List<String> lines(String slash, Subcommand topic) {
        return List.of(
                slash + " " + topic.fullUsage(),
                "To " + topic.summary() + ".",
                "Example: " + slash + " " + topic.example());
    }
}

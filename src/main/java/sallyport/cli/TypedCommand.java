package sallyport.cli;

import java.util.List;
import sallyport.parse.Parsed;
import sallyport.parse.SlashCommand;
import sallyport.parse.SlashCommandParser;
import sallyport.request.Argv;

/** Reads a command exactly as Slack's users type it, so that a test and a person are answered alike. */
sealed interface TypedCommand {
    record Read(Argv argv) implements TypedCommand {}

    /** @param sentence what is wrong with it */
    record Refused(String sentence) implements TypedCommand {}

    /** @param line the command alone, such as {@code uname -a} */
    static TypedCommand of(String line) {
        return switch (SlashCommandParser.parse("explain target -- " + line)) {
            case Parsed.Ok ok when ok.command() instanceof SlashCommand.Explain explain -> new Read(explain.argv());
            case Parsed.Ok _ -> new Refused("This is not a command to run.");
            case Parsed.Usage usage -> new Refused(usage.problem());
        };
    }

    /** One word is a line as typed; of several, each is an argument. */
    static TypedCommand of(List<String> words) {
        return of(words.size() == 1 ? words.getFirst() : Argv.quoted(words));
    }
}

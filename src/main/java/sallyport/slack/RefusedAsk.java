package sallyport.slack;

import java.util.Optional;
import sallyport.parse.Parsed;
import sallyport.parse.SlashCommand;
import sallyport.parse.SlashCommandParser;
import sallyport.request.Alias;
import sallyport.request.Argv;

/**
 * What a button about a refused command carries: the line that asks for it, and nothing else. It is parsed and judged
 * again when it comes back, as if it had just been typed, so it is worth no more than typing it.
 *
 * @param container the one that was named; empty for the target's own
 */
record RefusedAsk(String alias, Optional<String> container, Argv argv) {
    /** Characters of a button's value; Slack refuses the message otherwise. */
    static final int MAX_VALUE = 2_000;

    static RefusedAsk of(Alias alias, SlashCommand.Exec exec) {
        return new RefusedAsk(alias.name(), exec.selector().container(), exec.argv());
    }

    /** The value of the button, or empty if there is none that would come back as this. */
    Optional<String> value() {
        var options = container.map(name -> "--container " + name + " ").orElse("");
        var value = shielded("exec " + alias + " " + options + "-- " + argv.quoted());
        return Optional.of(value)
                .filter(text -> text.length() <= MAX_VALUE)
                .filter(text -> read(text).equals(Optional.of(this)));
    }

    /** Empty if it is no value of ours. */
    static Optional<RefusedAsk> read(String value) {
        return value.length() <= MAX_VALUE
                        && SlashCommandParser.parse(unshielded(value))
                                instanceof Parsed.Ok(SlashCommand.Exec exec, var repairs)
                        && repairs.isEmpty()
                ? Optional.of(
                        new RefusedAsk(exec.selector().alias(), exec.selector().container(), exec.argv()))
                : Optional.empty();
    }

    /** The three characters that Slack writes as entities in some places do not travel at all. */
    private static String shielded(String line) {
        return line.replace("%", "%25").replace("&", "%26").replace("<", "%3C").replace(">", "%3E");
    }

    private static String unshielded(String value) {
        return value.replace("%3E", ">").replace("%3C", "<").replace("%26", "&").replace("%25", "%");
    }
}

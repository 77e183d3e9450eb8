package sallyport.slack;

import java.util.Optional;
import sallyport.parse.Parsed;
import sallyport.parse.SlashCommand;
import sallyport.parse.SlashCommandParser;
import sallyport.policy.Capability;
import sallyport.request.Alias;
import sallyport.request.Argv;

/**
 * What a button under a refusal carries: the line that asks for it, and nothing else. It is parsed and judged again
 * when it comes back, as if it had just been typed, so it is worth no more than typing it.
 */
sealed interface RefusedAsk {
    /** Characters of a button's value; Slack refuses the message otherwise. */
    int MAX_VALUE = 2_000;

    String alias();

    /** The one that was named; empty for the target's own. */
    Optional<String> container();

    /** The line that asks for it. */
    String line();

    /** What was refused, for the owners, to be shown to the letter. */
    String shown();

    /** What was refused, in a word or two of ours. */
    String noun();

    /** Whether somebody has to agree each time. */
    boolean needsAgreement();

    /** A command that was to run. */
    record OfCommand(String alias, Optional<String> container, Argv argv) implements RefusedAsk {
        static OfCommand of(Alias alias, SlashCommand.Exec exec) {
            return new OfCommand(alias.name(), exec.selector().container(), exec.argv());
        }

        @Override
        public String line() {
            var options = container.map(name -> "--container " + name + " ").orElse("");
            return "exec " + alias + " " + options + "-- " + argv.quoted();
        }

        @Override
        public String shown() {
            return argv.quoted();
        }

        @Override
        public String noun() {
            return "a command";
        }

        @Override
        public boolean needsAgreement() {
            return true;
        }
    }

    /** A capability that was to be used. The line asks about it, since there is none for all that use one. */
    record OfCapability(String alias, Capability capability) implements RefusedAsk {
        @Override
        public Optional<String> container() {
            return Optional.empty();
        }

        @Override
        public String line() {
            return "explain " + alias + " --capability " + capability.word();
        }

        @Override
        public String shown() {
            return capability.word() + ": " + capability.summary();
        }

        @Override
        public String noun() {
            return capability.word();
        }

        @Override
        public boolean needsAgreement() {
            return capability.kind().needsAgreement();
        }
    }

    /** The value of the button, or empty if there is none that would come back as this. */
    default Optional<String> value() {
        return Optional.of(shielded(line()))
                .filter(text -> text.length() <= MAX_VALUE)
                .filter(text -> read(text).equals(Optional.of(this)));
    }

    /** Empty if it is no value of ours. */
    static Optional<RefusedAsk> read(String value) {
        return value.length() <= MAX_VALUE
                        && SlashCommandParser.parse(unshielded(value)) instanceof Parsed.Ok(var command, var repairs)
                        && repairs.isEmpty()
                ? of(command)
                : Optional.empty();
    }

    private static Optional<RefusedAsk> of(SlashCommand command) {
        if (command instanceof SlashCommand.Exec exec) {
            return Optional.of(
                    new OfCommand(exec.selector().alias(), exec.selector().container(), exec.argv()));
        }
        return command instanceof SlashCommand.ExplainCapability(var selector, var word)
                ? Optional.ofNullable(Capability.BY_WORD.get(word))
                        .map(capability -> new OfCapability(selector.alias(), capability))
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

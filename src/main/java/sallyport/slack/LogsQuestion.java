package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.ButtonElement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import sallyport.parse.LogSearch;
import sallyport.parse.LogsInstead;
import sallyport.parse.Parsed;
import sallyport.parse.SlashCommand;
import sallyport.parse.SlashCommandParser;
import sallyport.policy.Access;
import sallyport.policy.Capability;
import sallyport.policy.CommandAsk;
import sallyport.policy.Decision;
import sallyport.policy.Policy;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Person;

/**
 * Asks whoever wants to run a command that only reads a log whether reading the log will do: with the line that shows
 * it, and a button for each. Nothing is stored until one is pressed, and then what it carries is read and judged as if
 * it were typed. Asks only where the line may be used at once and the command would have to wait for somebody. Calls
 * nobody. Safe for use by many threads.
 */
final class LogsQuestion {
    /** What the buttons carry as their names; questions already asked have them, so they do not change. */
    static final String READ = "logs.read_instead";

    static final String ASK = "logs.ask_all_the_same";

    private final String slash;
    private final ButtonSeal seal;
    private final Supplier<Policy> policy;
    private final Function<Person, Set<String>> groups;
    private final Aliases aliases;
    private final Reads reads;
    private final InstantSource clock;

    LogsQuestion(
            SlackOptions options,
            Supplier<Policy> policy,
            Function<Person, Set<String>> groups,
            Aliases aliases,
            Reads reads,
            InstantSource clock) {
        this.slash = options.command();
        this.seal = new ButtonSeal(options.signingSecrets());
        this.policy = policy;
        this.groups = groups;
        this.aliases = aliases;
        this.reads = reads;
        this.clock = clock;
    }

    static boolean isAnswer(String actionId) {
        return actionId.equals(READ) || actionId.equals(ASK);
    }

    /** Empty if the command is to be taken as it is. */
    Optional<SlackMessage> about(Asked asked, SlashCommand.Exec exec) {
        return aliases.find(exec.selector().alias())
                .filter(alias -> waitsForSomebody(asked, exec, alias))
                .filter(alias ->
                        reads.decide(asked.person(), asked.channel(), alias, Capability.LOGS) instanceof Access.Granted)
                .flatMap(_ -> LogsInstead.of(exec))
                .filter(instead -> patternsAreTaken(instead.line()))
                .flatMap(instead -> message(asked, exec, instead));
    }

    private boolean waitsForSomebody(Asked asked, SlashCommand.Exec exec, Alias alias) {
        var ask = new CommandAsk(
                asked.person(),
                groups.apply(asked.person()),
                asked.channel(),
                alias,
                exec.selector().container().or(alias::container),
                exec.argv(),
                clock.instant());
        return policy.get().decide(ask) instanceof Decision.Allowed allowed
                && !allowed.quorum().needsNobody();
    }

    private static boolean patternsAreTaken(String line) {
        return search(line)
                .map(LogPatterns::of)
                .filter(LogPatterns.Compiled.class::isInstance)
                .isPresent();
    }

    private static Optional<LogSearch> search(String line) {
        return switch (SlashCommandParser.parse(line)) {
            case Parsed.Ok(SlashCommand.Logs logs, var _) -> Optional.of(logs.search());
            case Parsed.Ok(SlashCommand.FollowLogs follow, var _) -> Optional.of(follow.search());
            case Parsed.Ok _, Parsed.Usage _ -> Optional.empty();
        };
    }

    private Optional<SlackMessage> message(Asked asked, SlashCommand.Exec exec, LogsInstead instead) {
        return button(asked, READ, "Read the logs", instead.line())
                .flatMap(read -> button(asked, ASK, "Ask for it all the same", asked.text())
                        .map(ask -> message(exec, instead, read, ask)));
    }

    private Optional<ButtonElement> button(Asked asked, String action, String label, String line) {
        return seal.value(asked.person(), asked.channel(), action, new ButtonSeal.Sealed(asked.mark(), line))
                .map(value -> ButtonElement.builder()
                        .actionId(action)
                        .text(PlainTextObject.builder().text(label).emoji(false).build())
                        .value(value)
                        .build());
    }

    private SlackMessage message(SlashCommand.Exec exec, LogsInstead instead, ButtonElement read, ButtonElement ask) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup(
                "sentence", ":bulb: *Read the logs instead?* Nothing was asked yet. This only reads a log:"));
        blocks.add(BlockKit.preformatted("command", exec.argv().quoted()));
        blocks.add(BlockKit.markup("instead", "Somebody would have to approve it. This shows the logs at once:"));
        blocks.add(BlockKit.preformatted("line", slash + " " + instead.line()));
        instead.notes().stream()
                .reduce((one, other) -> one + " " + other)
                .ifPresent(notes -> blocks.add(BlockKit.line("notes", notes)));
        blocks.add(BlockKit.actions("actions", List.of(read, ask)));
        blocks.add(BlockKit.context(
                "difference",
                "Logs are what the container wrote to its output. A file in it may hold other lines; then ask"
                        + " for it."));
        return new SlackMessage("Read the logs instead?", blocks);
    }

    /** The line of the button, as if it had just been typed by whoever pressed it; empty if it is none of ours. */
    Optional<Asked> pressed(Click click) {
        var channel = click.message().channel();
        return seal.open(click.person(), channel, click.actionId(), click.value())
                .map(opened -> new Asked(
                        click.person(), channel, opened.line(), click.triggerId(), click.responseUrl(), opened.mark()));
    }
}

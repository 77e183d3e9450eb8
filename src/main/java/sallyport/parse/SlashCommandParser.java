package sallyport.parse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import sallyport.parse.Parsed.Ok;
import sallyport.parse.Parsed.Usage;
import sallyport.request.RequestId;

/**
 * Reads what stands behind the slash command, or behind {@code !} in a thread. Slack's entities must be decoded before.
 * Pure, and safe for use by many threads.
 */
public final class SlashCommandParser {
    /** Characters of a line; a command of the longest kind with its options stays below. */
    public static final int MAX_TEXT = 3_000;

    private static final String DEFAULT_SLASH = "/ecs";

    /** Named in the documentation of later versions; said so, rather than guessed to be a slip. */
    private static final Set<String> LATER =
            Set.of("shell", "run", "enable-exec", "disable-exec", "stop-task", "host", "history", "approvals");

    private final String slash;
    private final Typed line;
    private final List<Repair> repairs;

    private SlashCommandParser(String slash, Typed line, List<Repair> repairs) {
        this.slash = slash;
        this.line = line;
        this.repairs = repairs;
    }

    /** Reads a line typed behind {@code /ecs}. */
    public static Parsed parse(String text) {
        return parse(DEFAULT_SLASH, text);
    }

    /**
     * Reads a line.
     *
     * @param slash the slash command it stood behind, which hints repeat
     */
    public static Parsed parse(String slash, String text) {
        if (text.length() > MAX_TEXT) {
            return new Usage(
                    "The line has " + text.length() + " characters; at most " + MAX_TEXT + " are read.",
                    MAX_TEXT + 1,
                    "Nothing is ever shortened. Put what is long into a script in the image and run that.");
        }
        return switch (Punctuation.straighten(Typed.of(text))) {
            case Punctuation.Straightened.Straight(Typed line, List<Repair> repairs) ->
                new SlashCommandParser(slash, line, repairs).parse();
            case Punctuation.Straightened.Unclosed(char quote, int column) -> unclosed(quote, column);
        };
    }

    private static Usage unclosed(char open, int column) {
        return open == '\\'
                ? new Usage("The backslash at the end escapes nothing.", column, "Leave it out, or double it.")
                : new Usage(
                        "The quote " + open + " is never closed.",
                        column,
                        "Close it at the end of what it should hold.");
    }

    private Parsed parse() {
        return switch (TypedLine.split(line)) {
            case TypedLine.Split.Unclosed(char open, int column) -> unclosed(open, column);
            case TypedLine.Split.Words(var words)
            when words.isEmpty() || Invocation.asksForHelp(words.getFirst()) ->
                new Ok(new SlashCommand.Help(Optional.empty()), repairs);
            case TypedLine.Split.Words(var words) ->
                Subcommand.named(words.getFirst().text())
                        .map(row -> invocation(row, words))
                        .orElseGet(() -> unknown(words.getFirst()));
        };
    }

    private Parsed invocation(Subcommand row, List<TypedLine.Word> words) {
        return switch (Invocation.sort(slash, line, row, words)) {
            case Invocation.Sorted.Wrong(Usage usage) -> usage;
            case Invocation.Sorted.HelpWanted _ -> new Ok(new SlashCommand.Help(Optional.of(row)), repairs);
            case Invocation.Sorted.Words sorted -> {
                var values = new Values(slash, sorted);
                var command = command(row, values);
                yield values.problem()
                        .<Parsed>map(Function.identity())
                        .orElseGet(() -> new Ok(command.orElseThrow(), both(repairs, values.repairs())));
            }
        };
    }

    private static Optional<SlashCommand> command(Subcommand row, Values values) {
        values.atMost(row.operands() == Subcommand.Operands.NONE ? 0 : 1);
        return switch (row) {
            case EXEC -> onTasks(values).map(Function.identity());
            case BREAKGLASS -> exec(values).map(SlashCommand.Breakglass::new);
            case REVIEW -> review(values);
            case LOGS -> Optional.of(new LogsValues(values).read());
            case INSIGHTS -> Optional.of(new InsightsValues(values).read());
            case METRICS -> Optional.of(new SlashCommand.Metrics(values.alias(), metricsSince(values)));
            case TASKS -> Optional.of(new SlashCommand.Tasks(values.alias()));
            case DESCRIBE -> Optional.of(new SlashCommand.Describe(values.alias(), values.name(Option.TASK)));
            case WHY -> Optional.of(new SlashCommand.Why(values.alias(), values.name(Option.TASK)));
            case DOCTOR -> Optional.of(new SlashCommand.Doctor(values.selector()));
            case SERVICES -> Optional.of(new SlashCommand.Services());
            case ALLOWED -> Optional.of(new SlashCommand.Allowed(values.alias()));
            case EXPLAIN -> explain(values);
            case STATUS -> Optional.of(new SlashCommand.Status(values.requestId()));
            case APPROVE -> onRequest(values, SlashCommand.Approve::new);
            case DENY -> onRequest(values, id -> new SlashCommand.Deny(id, values.has(Option.ALL_TASKS)));
            case STOP -> onRequest(values, id -> new SlashCommand.Stop(id, values.has(Option.ALL_TASKS)));
            case EXTEND -> extend(values);
            case TRANSCRIPT -> onRequest(values, SlashCommand.Transcript::new);
            case FREEZE -> Optional.of(new SlashCommand.Freeze(values.text(Option.REASON, Values.MAX_REASON)));
            case THAW -> Optional.of(new SlashCommand.Thaw());
            case HELP -> Optional.of(new SlashCommand.Help(topic(values)));
        };
    }

    private static Optional<SlashCommand.Exec> onTasks(Values values) {
        boolean all = values.has(Option.ALL_TASKS);
        if (all && values.name(Option.TASK).isPresent()) {
            values.note(
                    "--task names one task, and --all-tasks means all of them.",
                    values.column(Option.ALL_TASKS),
                    "Leave one of them out.");
        }
        return exec(values)
                .map(exec -> new SlashCommand.Exec(exec.selector(), exec.argv(), exec.reason(), exec.ticket(), all));
    }

    private static Optional<SlashCommand.Exec> exec(Values values) {
        var selector = values.selector();
        var reason = values.text(Option.REASON, Values.MAX_REASON);
        var ticket = values.text(Option.TICKET, Values.MAX_TICKET);
        return values.argv().map(argv -> new SlashCommand.Exec(selector, argv, reason, ticket));
    }

    private static Duration metricsSince(Values values) {
        var since = values.ago(Option.SINCE).orElse(SlashCommand.Metrics.DEFAULT_SINCE);
        if (since.compareTo(SlashCommand.Metrics.SHORTEST_SINCE) < 0
                || since.compareTo(SlashCommand.Metrics.LONGEST_SINCE) > 0) {
            values.note(
                    "metrics looks at 10 minutes to 14 days.",
                    values.column(Option.SINCE),
                    "Figures come once a minute, some minutes late, and are kept by the minute for 15 days.");
        }
        return since;
    }

    private static Optional<SlashCommand> review(Values values) {
        var remark = values.text(Option.REMARK, Values.MAX_REASON);
        return onRequest(values, id -> new SlashCommand.Review(id, remark));
    }

    private static Optional<SlashCommand> extend(Values values) {
        var by = values.ago(Option.BY).orElse(SlashCommand.Extend.DEFAULT_BY);
        var reason = values.text(Option.REASON, Values.MAX_REASON);
        return onRequest(values, id -> new SlashCommand.Extend(id, by, reason));
    }

    private static Optional<SlashCommand> explain(Values values) {
        var selector = values.selector();
        var capability = values.name(Option.CAPABILITY);
        if (capability.isPresent()) {
            values.noCommand(Option.CAPABILITY);
            return capability.map(word -> new SlashCommand.ExplainCapability(selector, word));
        }
        return values.argv().map(argv -> new SlashCommand.Explain(selector, argv));
    }

    private static Optional<SlashCommand> onRequest(Values values, Function<RequestId, SlashCommand> command) {
        if (values.operand().isEmpty()) {
            values.missing("the id of a request");
        }
        return values.requestId().map(command);
    }

    private static Optional<Subcommand> topic(Values values) {
        return values.operand().flatMap(operand -> {
            var row = Subcommand.named(operand.text());
            if (row.isEmpty()) {
                values.note(
                        "There is no help about " + operand.text() + ".",
                        operand.column(),
                        didYouMean(operand.text()).orElse("help alone lists everything."));
            }
            return row;
        });
    }

    private Usage unknown(TypedLine.Word word) {
        var help = slash + " help lists what there is.";
        if (LATER.contains(word.text().toLowerCase(Locale.ROOT))) {
            return new Usage("This version does not have " + word.text() + ".", word.column(), help);
        }
        return new Usage(
                "There is no " + word.text() + ".",
                word.column(),
                nearest(word.text())
                        .map(near -> "Did you mean " + near + "? Try: " + slash + " " + near
                                + line.text().substring(word.end()))
                        .orElse(help));
    }

    private static Optional<String> didYouMean(String word) {
        return nearest(word).map(near -> "Did you mean " + near + "?");
    }

    private static Optional<String> nearest(String word) {
        return Invocation.nearest(word.toLowerCase(Locale.ROOT), Subcommand.words());
    }

    private static List<Repair> both(List<Repair> outer, List<Repair> inner) {
        var all = new ArrayList<>(outer);
        all.addAll(inner);
        return all;
    }
}

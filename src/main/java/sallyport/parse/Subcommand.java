package sallyport.parse;

import static sallyport.parse.Option.ALL_TASKS;
import static sallyport.parse.Option.BY;
import static sallyport.parse.Option.CAPABILITY;
import static sallyport.parse.Option.CONTAINER;
import static sallyport.parse.Option.EXCLUDE;
import static sallyport.parse.Option.FIELD;
import static sallyport.parse.Option.FILTER;
import static sallyport.parse.Option.FOLLOW;
import static sallyport.parse.Option.FORMAT;
import static sallyport.parse.Option.GREP;
import static sallyport.parse.Option.HEAD;
import static sallyport.parse.Option.HIGHLIGHT;
import static sallyport.parse.Option.LIVE;
import static sallyport.parse.Option.PREVIOUS;
import static sallyport.parse.Option.QUERY;
import static sallyport.parse.Option.REASON;
import static sallyport.parse.Option.REMARK;
import static sallyport.parse.Option.SINCE;
import static sallyport.parse.Option.TAIL;
import static sallyport.parse.Option.TASK;
import static sallyport.parse.Option.TICKET;
import static sallyport.parse.Option.UNTIL;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * The grammar, one row for each subcommand: what stands behind it, which options it takes, and the words that help and
 * error messages are made of.
 */
public enum Subcommand {
    EXEC(
            Operands.TARGET_AND_COMMAND,
            "run a command in a container, after approval",
            "exec web \"uname -a\"",
            REASON,
            TICKET,
            TASK,
            CONTAINER,
            ALL_TASKS),
    BREAKGLASS(
            Operands.TARGET_AND_COMMAND,
            "run it in an emergency, without approval",
            "breakglass --reason \"checkout is down\" web \"uname -a\"",
            REASON,
            TICKET,
            TASK,
            CONTAINER),
    LOGS(
            Operands.TARGET,
            "read the newest log lines",
            "logs web --since 1h30m --filter \"error\"",
            SINCE,
            UNTIL,
            FILTER,
            GREP,
            EXCLUDE,
            HIGHLIGHT,
            FORMAT,
            TAIL,
            HEAD,
            TASK,
            CONTAINER,
            PREVIOUS,
            FOLLOW,
            LIVE),
    INSIGHTS(
            Operands.TARGET,
            "count in log lines with CloudWatch Logs Insights",
            "insights web --query errors-by-minute --since 3h",
            QUERY,
            FIELD,
            SINCE,
            CONTAINER),
    METRICS(Operands.TARGET, "see how busy a service was, and is", "metrics web --since 3h", SINCE),
    TASKS(Operands.TARGET, "list the tasks of a service", "tasks web"),
    DESCRIBE(Operands.TARGET, "show the state of a service, its deployment and events", "describe web", TASK),
    WHY(Operands.TARGET_OR_TASK, "find out what is wrong, or why a task stopped", "why web", TASK),
    DOCTOR(Operands.TARGET, "find out why nothing can be run in a service", "doctor web", TASK, CONTAINER),
    SERVICES(Operands.NONE, "list the services you can name, and how they are", "services"),
    ALLOWED(Operands.TARGET, "list what you may run on a service", "allowed web"),
    EXPLAIN(
            Operands.TARGET_AND_COMMAND,
            "say whether and why something is allowed",
            "explain web \"uname -a\"",
            TASK,
            CONTAINER,
            CAPABILITY),
    STATUS(Operands.OPTIONAL_REQUEST, "show a request, or the open ones here and yours", "status r0123456789ab"),
    APPROVE(Operands.REQUEST, "review a request of somebody else", "approve r0123456789ab"),
    DENY(Operands.REQUEST, "refuse a request", "deny r0123456789ab", ALL_TASKS),
    STOP(Operands.REQUEST, "stop a command, or take back a request", "stop r0123456789ab", ALL_TASKS),
    EXTEND(Operands.REQUEST, "let a run go on for longer", "extend r0123456789ab --by 10m", BY, REASON),
    TRANSCRIPT(Operands.REQUEST, "get the whole output of a run, in a direct message", "transcript r0123456789ab"),
    REVIEW(
            Operands.REQUEST,
            "note that you looked at what broke the glass",
            "review r0123456789ab --remark \"was right\"",
            REMARK),
    FREEZE(Operands.NONE, "let nothing start until it is thawed", "freeze --reason \"incident\"", REASON),
    THAW(Operands.NONE, "let what is approved start again", "thaw"),
    HELP(Operands.OPTIONAL_TOPIC, "show this, or more about one of these", "help exec");

    /** What stands behind a subcommand. */
    enum Operands {
        NONE(""),
        TARGET(" SERVICE"),
        TARGET_OR_TASK(" SERVICE|TASK"),
        TARGET_AND_COMMAND(" SERVICE \"COMMAND\""),
        REQUEST(" ID"),
        OPTIONAL_REQUEST(" [ID]"),
        OPTIONAL_TOPIC(" [TOPIC]");

        private final String usage;

        Operands(String usage) {
            this.usage = usage;
        }

        String usage() {
            return usage;
        }
    }

    private final Operands operands;
    private final String summary;
    private final String example;

    @SuppressWarnings("ImmutableEnumChecker") // a List.of, which the checker cannot see
    private final List<Option> options;

    Subcommand(Operands operands, String summary, String example, Option... options) {
        this.operands = operands;
        this.summary = summary;
        this.example = example;
        this.options = List.of(options);
    }

    static Optional<Subcommand> named(String word) {
        return Arrays.stream(values())
                .filter(row -> row.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Subcommand::word).toList();
    }

    /** What people type. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The shortest form, without options. */
    public String usage() {
        return word() + operands.usage();
    }

    /** The form with every option. */
    public String fullUsage() {
        var optional =
                options.stream().map(option -> " [" + option.usage() + "]").collect(Collectors.joining());
        return takesCommand() ? word() + optional + operands.usage() : word() + operands.usage() + optional;
    }

    /** What it does, without a full stop. */
    public String summary() {
        return summary;
    }

    /** A line that works where a service {@code web} is configured. */
    public String example() {
        return example;
    }

    /** The example with the name of another service. */
    String exampleFor(String service) {
        return example.replaceFirst("\\bweb\\b", Matcher.quoteReplacement(service));
    }

    Operands operands() {
        return operands;
    }

    List<Option> options() {
        return options;
    }

    /** Whether few need it, or it is offered where it is needed, so that the short list does without. */
    boolean isSeldom() {
        return switch (this) {
            case FREEZE, THAW, DENY, EXTEND, REVIEW, TRANSCRIPT, DOCTOR, INSIGHTS, METRICS, EXPLAIN -> true;
            case EXEC, BREAKGLASS, LOGS, TASKS, DESCRIBE, WHY, SERVICES, ALLOWED, STATUS, APPROVE, STOP, HELP -> false;
        };
    }

    boolean takesCommand() {
        return operands == Operands.TARGET_AND_COMMAND;
    }
}

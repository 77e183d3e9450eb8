package sallyport.parse;

import java.time.Duration;
import java.util.Optional;
import sallyport.request.Argv;
import sallyport.request.RequestId;
import sallyport.request.Selector;

/** What a person asked for, well-formed; whether it exists and whether they may is decided elsewhere. */
public sealed interface SlashCommand {
    /**
     * Run a command in a container.
     *
     * @param allTasks whether in all tasks of the service, or in one
     */
    record Exec(Selector selector, Argv argv, Optional<String> reason, Optional<String> ticket, boolean allTasks)
            implements SlashCommand {
        /** On one task. */
        public Exec(Selector selector, Argv argv, Optional<String> reason, Optional<String> ticket) {
            this(selector, argv, reason, ticket, false);
        }
    }

    /** Run a command in an emergency, when nobody is there to agree. */
    record Breakglass(Exec exec) implements SlashCommand {}

    /** Note that somebody looked at what broke the glass. */
    record Review(RequestId request, Optional<String> remark) implements SlashCommand {}

    /**
     * Show log lines.
     *
     * @param since how long ago the range begins
     * @param until how long ago it ends, later than it begins; empty means now
     * @param filter a CloudWatch Logs filter pattern
     * @param tail how many lines at most, the newest ones
     */
    record Logs(Selector selector, Duration since, Optional<Duration> until, Optional<String> filter, int tail)
            implements SlashCommand {
        public static final Duration DEFAULT_SINCE = Duration.ofMinutes(15);
        public static final int DEFAULT_TAIL = 100;
        /** Lines; more than that nobody reads in a thread. */
        public static final int MAX_TAIL = 1_000;

        /** The same of what another selector names. */
        public Logs on(Selector other) {
            return new Logs(other, since, until, filter, tail);
        }
    }

    /** List the tasks of a target. */
    record Tasks(String alias) implements SlashCommand {}

    /** Show the state of a target, or of one of its tasks. */
    record Describe(String alias, Optional<String> task) implements SlashCommand {}

    /** Find out whether exec works on a target, and what stands in its way. */
    record Doctor(Selector selector) implements SlashCommand {}

    /** Say what the policy makes of a command, without asking for it. */
    record Explain(Selector selector, Argv argv) implements SlashCommand {}

    /** Say what the policy makes of using a capability, without using it. */
    record ExplainCapability(Selector selector, String capability) implements SlashCommand {}

    /** List what the person may do on a target. */
    record Allowed(String alias) implements SlashCommand {}

    /** Show one request, or the person's open ones. */
    record Status(Optional<RequestId> request) implements SlashCommand {}

    /** Open the review of a request. */
    record Approve(RequestId request) implements SlashCommand {}

    /**
     * Refuse a request.
     *
     * @param allTasks whether those made with it for other tasks, too
     */
    record Deny(RequestId request, boolean allTasks) implements SlashCommand {}

    /**
     * Stop a running request, or take back one that has not started.
     *
     * @param allTasks whether those made with it for other tasks, too
     */
    record Stop(RequestId request, boolean allTasks) implements SlashCommand {}

    /** Get the whole output of a run. */
    record Transcript(RequestId request) implements SlashCommand {}

    /** Let nothing start until it is thawed. */
    record Freeze(Optional<String> reason) implements SlashCommand {}

    /** Let what is approved start again. */
    record Thaw() implements SlashCommand {}

    /** List the configured targets. */
    record Services() implements SlashCommand {}

    /** Show {@link HelpText}. */
    record Help(Optional<Subcommand> topic) implements SlashCommand {}
}

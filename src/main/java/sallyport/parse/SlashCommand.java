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
     * @param previous whether what ran before the present deployment is meant
     */
    record Logs(
            Selector selector,
            Duration since,
            Optional<Duration> until,
            LogSearch search,
            LogCut cut,
            LogFormat format,
            boolean previous)
            implements SlashCommand {
        public static final Duration DEFAULT_SINCE = Duration.ofMinutes(15);
        /** What ran before a deployment may have been quiet for a while. */
        public static final Duration PREVIOUS_SINCE = Duration.ofDays(1);
        /** One task is read from its start, if that was not longer ago. */
        public static final Duration ONE_TASK_SINCE = Duration.ofDays(30);

        /** The same of what another selector names. */
        public Logs on(Selector other) {
            return new Logs(other, since, until, search, cut, format, previous);
        }
    }

    /**
     * Show log lines as they are written.
     *
     * @param since how far back the lines go that are shown first
     * @param tail how many of those at most
     * @param live whether by Live Tail, which is quicker and may leave lines out
     */
    record FollowLogs(Selector selector, Duration since, LogSearch search, int tail, LogFormat format, boolean live)
            implements SlashCommand {
        /** The same of what another selector names. */
        public FollowLogs on(Selector other) {
            return new FollowLogs(other, since, search, tail, format, live);
        }
    }

    /**
     * Ask CloudWatch Logs Insights.
     *
     * @param field a number in lines of JSON, for {@link NamedQuery#P95} and only for it
     * @param since how long ago the range begins
     */
    record Insights(Selector selector, NamedQuery query, Optional<String> field, Duration since)
            implements SlashCommand {
        public static final Duration DEFAULT_SINCE = Duration.ofHours(1);
        /** AWS takes money for what is scanned. */
        public static final Duration LONGEST_SINCE = Duration.ofHours(24);

        /** The same of what another selector names. */
        public Insights on(Selector other) {
            return new Insights(other, query, field, since);
        }
    }

    /**
     * Show how busy a target was.
     *
     * @param since how long ago the range begins
     */
    record Metrics(String alias, Duration since) implements SlashCommand {
        public static final Duration DEFAULT_SINCE = Duration.ofHours(1);
        /** A shorter range may end before its first figures have come. */
        public static final Duration SHORTEST_SINCE = Duration.ofMinutes(10);
        /** CloudWatch keeps figures of a minute for 15 days (CloudWatch User Guide, "Metrics retention"). */
        public static final Duration LONGEST_SINCE = Duration.ofDays(14);
    }

    /** List the tasks of a target. */
    record Tasks(String alias) implements SlashCommand {}

    /** Show the state of a target, or of one of its tasks. */
    record Describe(String alias, Optional<String> task) implements SlashCommand {}

    /**
     * Explain how a target, or a task, came to be as it is.
     *
     * @param subject a target, or a task's whole id or ARN
     * @param task when the subject is a target: its task's id or the beginning of one
     */
    record Why(String subject, Optional<String> task) implements SlashCommand {}

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

    /**
     * Let a run go on for longer.
     *
     * @param by how much longer
     */
    record Extend(RequestId request, Duration by, Optional<String> reason) implements SlashCommand {
        public static final Duration DEFAULT_BY = Duration.ofMinutes(10);
    }

    /** Get the whole output of a run. */
    record Transcript(RequestId request) implements SlashCommand {}

    /** Let nothing start until it is thawed. */
    record Freeze(Optional<String> reason) implements SlashCommand {}

    /** Let what is approved start again. */
    record Thaw() implements SlashCommand {}

    /** List the services that can be named. */
    record Services() implements SlashCommand {}

    /** Show {@link HelpText}. */
    record Help(Optional<Subcommand> topic) implements SlashCommand {}
}

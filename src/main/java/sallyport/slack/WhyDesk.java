package sallyport.slack;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import sallyport.policy.Access;
import sallyport.policy.Capability;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Selector;
import sallyport.watch.Explanation;
import sallyport.watch.Fact;
import sallyport.watch.Histories;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogQuery;
import sallyport.watch.Logs;
import sallyport.watch.Looked;
import sallyport.watch.ServiceHistory;
import sallyport.watch.TaskGroup;
import sallyport.watch.TaskHistory;
import sallyport.watch.TaskMemory;
import sallyport.watch.Why;

/**
 * Explains what is wrong with a service, or why a task stopped. Calls block, for seconds. Safe for use by many threads.
 */
public final class WhyDesk {
    /** A whole id; its beginning would mean to list the tasks of every service. */
    private static final Pattern WHOLE_ID = Pattern.compile("[0-9a-f]{32}");

    private static final Pattern ARN = Pattern.compile("arn:[^:]+:ecs:[^:]+:[^:]+:task/[^/]+/([0-9a-f]{32})");

    private final Reads reads;
    private final Aliases aliases;
    private final Histories histories;
    private final TaskMemory memory;
    private final Logs logs;
    private final InstantSource clock;

    public WhyDesk(
            Reads reads, Aliases aliases, Histories histories, TaskMemory memory, Logs logs, InstantSource clock) {
        this.reads = reads;
        this.aliases = aliases;
        this.histories = histories;
        this.memory = memory;
        this.logs = logs;
        this.clock = clock;
    }

    static boolean isTask(String subject) {
        return WHOLE_ID.matcher(subject).matches() || ARN.matcher(subject).matches();
    }

    /** Of a target that its asker may look at, or of a task of it. */
    void explain(Asked asked, Selector wanted) {
        reads.answerAtLength(asked, () -> explanation(asked, wanted));
    }

    /** The targets that a task may be of, as far as its asker may look at them; asks nobody outside the process. */
    List<Alias> candidates(Asked asked, String task) {
        var arn = ARN.matcher(task).matches();
        return aliases.all().stream()
                .filter(alias -> !alias.isWholeCluster())
                .filter(alias -> !arn || within(alias, task))
                .filter(alias -> may(asked, alias, Capability.DESCRIBE))
                .toList();
    }

    private static boolean within(Alias alias, String arn) {
        return new Selector(alias.name(), Optional.of(arn), Optional.empty())
                .within(alias)
                .isPresent();
    }

    /**
     * @param task a whole id or an ARN
     * @param elsewhere looks for the task where it may be besides, if it is of no candidate
     */
    void explainTask(Asked asked, List<Alias> candidates, String task, Optional<Runnable> elsewhere) {
        var arn = ARN.matcher(task);
        var id = arn.matches() ? arn.group(1) : task;
        reads.vouched(asked, () -> {
            switch (home(candidates, id)) {
                case Looked.Found<Alias>(var alias) -> explain(asked, of(alias, id));
                case Looked.Missing<Alias>(var sentence) ->
                    elsewhere.ifPresentOrElse(
                            Runnable::run, () -> reads.answerAtLength(asked, () -> nothing(sentence)));
                case Looked.Unavailable<Alias>(var sentence) -> reads.answerAtLength(asked, () -> nothing(sentence));
            }
        });
    }

    private static Selector of(Alias alias, String task) {
        return new Selector(alias.name(), Optional.of(task), Optional.empty());
    }

    /** What is remembered is looked at first: it costs no call. */
    private Looked<Alias> home(List<Alias> candidates, String id) {
        return candidates.stream()
                .filter(alias -> remembers(alias, id))
                .findFirst()
                .<Looked<Alias>>map(Looked.Found::new)
                .orElseGet(() -> histories.home(candidates, id));
    }

    private boolean remembers(Alias alias, String id) {
        return memory.of(TaskGroup.of(alias)) instanceof Fact.Known<List<TaskHistory>>(var tasks)
                && tasks.stream().anyMatch(known -> known.task().id().equals(id));
    }

    private Threaded explanation(Asked asked, Selector wanted) {
        var alias = aliases.find(wanted.alias()).orElseThrow();
        return switch (histories.look(alias)) {
            case Looked.Found<ServiceHistory>(var history) ->
                explanation(asked, alias, wanted, history.recalling(memory.of(TaskGroup.of(alias))));
            case Looked.Missing<ServiceHistory>(var sentence) -> nothing(sentence);
            case Looked.Unavailable<ServiceHistory>(var sentence) -> nothing(sentence);
        };
    }

    private Threaded explanation(Asked asked, Alias alias, Selector wanted, ServiceHistory history) {
        if (wanted.task().isEmpty()) {
            return message(asked, alias, Why.of(history, clock.instant()));
        }
        return switch (Why.of(history, wanted.task().get(), clock.instant())) {
            case Why.OfTask.Explained(var explanation) -> message(asked, alias, explanation);
            case Why.OfTask.NotOne(var sentence) -> nothing(sentence);
        };
    }

    private Threaded message(Asked asked, Alias alias, Explanation explanation) {
        var message = WhyMessage.of(explanation);
        var replies = new ArrayList<>(message.replies());
        explanation.lastLines().map(query -> lastLines(asked, alias, query)).ifPresent(replies::add);
        return new Threaded(message.message(), replies);
    }

    private SlackMessage lastLines(Asked asked, Alias alias, LogQuery query) {
        if (!may(asked, alias, Capability.LOGS)) {
            return BlockKit.sentence("Its last log lines are not shown: the policy does not let you read logs here.");
        }
        var selector = query.scope().selector();
        var heading =
                "*Last lines* of " + selector.container().map(BlockKit::code).orElse("its containers") + " in task "
                        + selector.task().map(BlockKit::code).orElse("");
        return LogsMessage.of(heading, alias.name(), theLast(logs.read(query)), LogsMessage.Look.USUAL)
                .message();
    }

    /** That there are older lines is no news of the last ones. */
    private static LogAnswer theLast(LogAnswer answer) {
        return switch (answer) {
            case LogAnswer.Lines(var lines, var _, var notes) -> new LogAnswer.Lines(lines, false, notes);
            case LogAnswer.NotReadable not -> not;
        };
    }

    private boolean may(Asked asked, Alias alias, Capability capability) {
        return reads.decide(asked.person(), asked.channel(), alias, capability) instanceof Access.Granted;
    }

    private static Threaded nothing(String explanation) {
        return new Threaded(ServiceMessage.unavailable(explanation), List.of());
    }
}

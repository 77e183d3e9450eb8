package sallyport.slack;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import sallyport.policy.Access;
import sallyport.policy.Capability;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.watch.Descriptions;
import sallyport.watch.Looked;
import sallyport.watch.ServiceDescription;
import sallyport.watch.ServiceRolls;
import sallyport.watch.TaskFinder;

/**
 * Tells which services there are and how they are. Calls block, for as long as AWS takes. Safe for use by many threads.
 */
public final class StateDesk {
    private final Reads reads;
    private final SlackHooks hooks;
    private final Descriptions descriptions;
    private final ServiceRolls rolls;
    private final TaskFinder finder;
    private final RememberedTasks remembered;
    private final InstantSource clock;

    public StateDesk(
            Reads reads,
            SlackHooks hooks,
            Descriptions descriptions,
            ServiceRolls rolls,
            TaskFinder finder,
            RememberedTasks remembered,
            InstantSource clock) {
        this.reads = reads;
        this.hooks = hooks;
        this.descriptions = descriptions;
        this.rolls = rolls;
        this.finder = finder;
        this.remembered = remembered;
        this.clock = clock;
    }

    /** @param task the beginning of a task's id, if one task is meant */
    void describe(Asked asked, Alias alias, Optional<String> task) {
        reads.answerAtLength(asked, () -> switch (descriptions.describe(alias)) {
            case Looked.Found<ServiceDescription>(var found) -> described(alias, found, task);
            case Looked.Missing<ServiceDescription>(var explanation) -> nothing(explanation);
            case Looked.Unavailable<ServiceDescription>(var explanation) -> nothing(explanation);
        });
    }

    private Threaded described(Alias alias, ServiceDescription found, Optional<String> task) {
        var now = clock.instant();
        var shown = task.map(id -> new Threaded(TaskMessage.of(found, id, now), List.of()))
                .orElseGet(() -> DescribeMessage.of(found, now));
        return new Threaded(remembered.addedTo(shown.message(), alias, found.service(), task), shown.replies());
    }

    private static Threaded nothing(String explanation) {
        return new Threaded(ServiceMessage.unavailable(explanation), List.of());
    }

    /** Tells the asker alone, since what is listed depends on what the asker may see. */
    void services(Asked asked) {
        reads.vouched(
                asked,
                () -> ServicesMessage.of(rolls.look(alias -> maySee(asked, alias)), clock.instant())
                        .forEach(message -> hooks.whisper(asked.responseUrl(), message)));
    }

    private boolean maySee(Asked asked, Alias alias) {
        return Stream.of(Capability.DESCRIBE, Capability.TASKS)
                .anyMatch(capability ->
                        reads.decide(asked.person(), asked.channel(), alias, capability) instanceof Access.Granted);
    }

    /**
     * Finds out what a task belongs to, for a member of the workspace.
     *
     * @param then goes on with the target that the task is one of; whether the asker may see it is not decided yet
     */
    void find(Asked asked, Aliases.Task task, Consumer<Alias> then) {
        reads.vouched(asked, () -> {
            switch (finder.find(task)) {
                case Looked.Found<Alias>(var alias) -> then.accept(alias);
                case Looked.Missing<Alias>(var why) ->
                    hooks.whisper(asked.responseUrl(), ServiceMessage.unavailable(why));
                case Looked.Unavailable<Alias>(var why) ->
                    hooks.whisper(asked.responseUrl(), ServiceMessage.unavailable(why));
            }
        });
    }
}

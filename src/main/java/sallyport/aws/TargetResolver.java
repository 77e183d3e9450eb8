package sallyport.aws;

import java.util.List;
import java.util.Optional;
import sallyport.request.Selector;
import sallyport.request.StartFailure;
import sallyport.run.Resolution;
import sallyport.run.RunningTasks;
import sallyport.watch.Finding;
import sallyport.watch.StopCause;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** Finds the one container a selector means, and whether ECS Exec reaches it. Reads only. */
final class TargetResolver {
    private final AwsTargets targets;
    private final EcsReader reader;

    TargetResolver(AwsTargets targets, EcsReader reader) {
        this.targets = targets;
        this.reader = reader;
    }

    Resolution resolve(Selector selector) {
        return targets.find(selector.alias())
                .map(target -> resolve(target, selector))
                .orElseGet(() -> noTarget(targets.unknown(selector.alias())));
    }

    private Resolution resolve(AwsTarget target, Selector selector) {
        try {
            var snapshot = reader.snapshot(target, List.of(DesiredStatus.RUNNING));
            return snapshot.isNothing()
                    ? noTarget(new MissingService(reader).sentence(target))
                    : task(target, selector, snapshot.service(), snapshot.tasks());
        } catch (SdkException e) {
            return failed(AwsErrors.explain("looking up target " + selector.alias(), e));
        }
    }

    /** All running tasks of the target that have the container. */
    RunningTasks tasks(Selector selector) {
        return targets.find(selector.alias())
                .map(target -> tasks(target, selector))
                .orElseGet(() -> new RunningTasks.Impossible(noSuch(targets.unknown(selector.alias()))));
    }

    private RunningTasks tasks(AwsTarget target, Selector selector) {
        try {
            var snapshot = reader.snapshot(target, List.of(DesiredStatus.RUNNING));
            return snapshot.isNothing()
                    ? new RunningTasks.Impossible(noSuch(new MissingService(reader).sentence(target)))
                    : tasks(target, selector, snapshot.tasks());
        } catch (SdkException e) {
            var failure = AwsErrors.explain("looking up the tasks of target " + selector.alias(), e);
            return failure.passing()
                    ? new RunningTasks.Unanswered(failure.sentence())
                    : new RunningTasks.Impossible(cause(failure));
        }
    }

    private static RunningTasks tasks(AwsTarget target, Selector selector, List<Task> tasks) {
        var container = selector.container().or(() -> target.alias().container());
        var ids = TaskChoice.all(tasks, container).stream()
                .map(task -> Arns.lastPart(task.taskArn()))
                .toList();
        return ids.isEmpty()
                ? new RunningTasks.Impossible(noSuch("No task of " + selector.alias() + " runs"
                        + container.map(name -> " with a container " + name).orElse("")
                        + ", so there is nothing to run a command in. `describe " + selector.alias()
                        + "` says what became of its tasks."))
                : new RunningTasks.Found(ids);
    }

    private static Resolution failed(AwsFailure failure) {
        return failure.passing()
                ? new Resolution.Unanswered(failure.sentence())
                : new Resolution.Impossible(cause(failure));
    }

    private static StartFailure cause(AwsFailure failure) {
        var kind = failure.kind() == AwsFailure.Kind.NOT_FOUND
                ? StartFailure.Kind.NO_SUCH_TARGET
                : StartFailure.Kind.AWS_REFUSED;
        return new StartFailure(kind, failure.sentence());
    }

    private Resolution task(AwsTarget target, Selector selector, Optional<Service> service, List<Task> tasks) {
        return switch (TaskChoice.among(tasks, selector.task())) {
            case TaskChoice.Chosen(var task, var suitable) -> container(target, selector, service, task, suitable);
            case TaskChoice.Ambiguous(var ids) ->
                noTarget("More than one running task of " + selector.alias() + " begins with "
                        + selector.task().orElse("") + ": " + String.join(", ", ids) + ". Give more of the id.");
            case TaskChoice.None() -> noTarget(noTask(target, selector, tasks));
        };
    }

    private String noTask(AwsTarget target, Selector selector, List<Task> running) {
        if (selector.task().isEmpty()) {
            return "No task of " + selector.alias() + " runs, so there is nothing to run a command in. " + "`describe "
                    + selector.alias() + "` says what became of its tasks.";
        }
        var wanted = selector.task().get();
        return stopped(target, wanted)
                .orElseGet(() -> "No running task of " + selector.alias() + " begins with " + wanted + ". Running: "
                        + ids(running) + ". ECS forgets stopped tasks after about an hour.");
    }

    private static String ids(List<Task> tasks) {
        return tasks.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        tasks.stream()
                                .map(task -> Arns.lastPart(task.taskArn()))
                                .sorted()
                                .toList());
    }

    /** If the task that was meant has stopped lately, that and why. */
    private Optional<String> stopped(AwsTarget target, String wanted) {
        return reader.snapshot(target, List.of(DesiredStatus.STOPPED)).tasks().stream()
                .filter(task -> Arns.lastPart(task.taskArn()).startsWith(wanted))
                .findFirst()
                .map(task -> "Task " + Arns.lastPart(task.taskArn()) + " has stopped or is stopping. "
                        + StopCause.of(EcsStates.task(task)).map(Finding::what).orElse(""));
    }

    private Resolution container(
            AwsTarget target, Selector selector, Optional<Service> service, Task task, int suitable) {
        var account = Arns.account(task.taskArn());
        if (!account.equals(target.alias().account())) {
            return noTarget(wrongAccount(target, account));
        }
        var wanted = selector.container().or(() -> target.alias().container());
        var choice = ContainerChoice.in(task, wanted, () -> reader.taskDefinition(target, task.taskDefinitionArn()));
        return switch (choice) {
            case ContainerChoice.Chosen(var container) ->
                judged(new Candidate(target, service, task, suitable), container);
            case ContainerChoice.Unknown(var name, var names) ->
                noTarget("Task " + Arns.lastPart(task.taskArn()) + " has no container " + name + ". It has "
                        + String.join(", ", names) + ".");
            case ContainerChoice.Ambiguous(var names) ->
                noTarget("Task " + Arns.lastPart(task.taskArn()) + " has several containers: "
                        + String.join(", ", names) + ". Name one with --container.");
        };
    }

    private static Resolution judged(Candidate candidate, Container container) {
        return switch (ExecReadiness.of(candidate, container)) {
            case ExecReadiness.Ready() -> new Resolution.Resolved(candidate.resolved(container), candidate.suitable());
            case ExecReadiness.Pending(var ifItStays) ->
                new Resolution.AgentStarting(
                        container.name(), Arns.lastPart(candidate.task().taskArn()), ifItStays);
            case ExecReadiness.Impossible(var cause) -> new Resolution.Impossible(cause);
        };
    }

    private static String wrongAccount(AwsTarget target, String account) {
        return "Target " + target.alias().name() + " is configured for account "
                + target.alias().account() + ", but Sallyport's credentials lead to account " + account
                + ". Correct the account or the role of the target.";
    }

    private static Resolution noTarget(String sentence) {
        return new Resolution.Impossible(noSuch(sentence));
    }

    private static StartFailure noSuch(String sentence) {
        return new StartFailure(StartFailure.Kind.NO_SUCH_TARGET, sentence);
    }
}

package sallyport.watch;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a task stopped, told from the codes and texts ECS keeps for it. ECS forgets stopped tasks after about an hour, so
 * an absent task says nothing about how it ended.
 */
public final class StopCause {
    private StopCause() {}

    /** Empty while ECS gives no sign that the task has stopped or is stopping. */
    public static Optional<Finding> of(TaskState task) {
        return startError(task)
                .or(() -> outsideCause(task))
                .or(() -> ContainerExit.culprit(task.containers()).map(ContainerExit::explain))
                .or(() -> ownWords(task));
    }

    /** Whether neither a person nor the service wanted it to stop; failed health checks are nobody's wish. */
    static boolean isUnplanned(TaskState task) {
        return switch (task.stopCode()) {
            case "UserInitiated" -> false;
            case "ServiceSchedulerInitiated" -> healthCheck(task).isPresent();
            default -> true;
        };
    }

    private static Optional<Finding> startError(TaskState task) {
        var reasons = task.containers().stream().map(ContainerState::reason);
        return Stream.concat(Stream.of(task.stoppedReason()), reasons)
                .flatMap(text -> StartError.in(text).map(error -> error.explain(text)).stream())
                .findFirst();
    }

    private static Optional<Finding> outsideCause(TaskState task) {
        return switch (task.stopCode()) {
            case "SpotInterruption" ->
                Optional.of(Finding.of(
                        "AWS took the Spot capacity back.",
                        "The service starts a new task by itself; use on-demand capacity where that hurts."));
            case "TerminationNotice" ->
                Optional.of(Finding.of(
                        "AWS retired the infrastructure the task ran on.", "The service starts a new task by itself."));
            case "UserInitiated" -> Optional.of(Finding.of("Somebody stopped it." + quoted(task)));
            case "ServiceSchedulerInitiated" -> Optional.of(byScheduler(task));
            default -> healthCheck(task);
        };
    }

    private static Finding byScheduler(TaskState task) {
        return healthCheck(task)
                .orElseGet(() -> lower(task).contains("deployment")
                        ? Finding.of("The service replaced it: a deployment or a change of the task count.")
                        : Finding.of("The service stopped it." + quoted(task)));
    }

    private static Optional<Finding> healthCheck(TaskState task) {
        var reason = lower(task);
        if (!reason.contains("health check")) {
            return Optional.empty();
        }
        return reason.contains("elb") || reason.contains("target-group")
                ? Optional.of(Finding.of(
                        "It failed the load balancer's health checks." + quoted(task),
                        "Check the health check's path, port and timeout, the security groups, and the service's "
                                + "grace period."))
                : Optional.of(
                        Finding.of(
                                "It failed its container health check." + quoted(task),
                                "Run the health check's command by hand in a running task, and read the logs before the stop."));
    }

    private static Optional<Finding> ownWords(TaskState task) {
        if (!task.stoppedReason().isEmpty()) {
            return Optional.of(Finding.of("ECS says: " + task.stoppedReason()));
        }
        return task.stopCode().isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.of("ECS gives only a code: " + task.stopCode() + "."));
    }

    private static String lower(TaskState task) {
        return task.stoppedReason().toLowerCase(Locale.ROOT);
    }

    private static String quoted(TaskState task) {
        return task.stoppedReason().isEmpty() ? "" : " ECS says: " + task.stoppedReason();
    }
}

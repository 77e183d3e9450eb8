package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.Optional;

/** The way of a task through its statuses, one step at a time. */
final class TaskCourse {
    /** What a container that ends on SIGTERM without a word of its own exits with. */
    private static final int TERMINATED = 143;

    private TaskCourse() {}

    static Task next(Task task, Instant now) {
        if (task.held() || task.status() == TaskStatus.STOPPED) {
            return task;
        }
        return task.toStop() ? nearerToItsEnd(task, now) : nearerToRunning(task, now);
    }

    private static Task nearerToRunning(Task task, Instant now) {
        if (task.status() == TaskStatus.RUNNING) {
            return task.withContainers(container -> container.withAgent(
                    container.execAgent().map(agent -> agent.status().equals("PENDING") ? started(now) : agent)));
        }
        if (task.status() == TaskStatus.PENDING) {
            return pulling(task, now);
        }
        var next = task.status().next();
        return next == TaskStatus.RUNNING ? running(task, now) : task.withStatus(next);
    }

    private static ExecAgent started(Instant now) {
        return ExecAgent.runningSince(now);
    }

    private static Task running(Task task, Instant now) {
        var agent =
                task.service().enableExecuteCommand() ? Optional.of(ExecAgent.pending()) : Optional.<ExecAgent>empty();
        return task.started(now).withContainers(container -> container.withAgent(agent));
    }

    private static Task pulling(Task task, Instant now) {
        var missing = task.service().taskDefinition().containers().stream()
                .filter(ContainerDefinition::cannotBePulled)
                .findFirst();
        if (missing.isEmpty()) {
            return task.withStatus(TaskStatus.ACTIVATING);
        }
        var why = "CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref "
                + missing.get().image() + ": not found";
        return task.withStatus(TaskStatus.DEPROVISIONING)
                .stopping(new Stop(now, "TaskFailedToStart", why))
                .withContainers(container -> container.neverStarted(why));
    }

    private static Task nearerToItsEnd(Task task, Instant now) {
        var next = task.status().isBefore(TaskStatus.RUNNING)
                ? TaskStatus.DEPROVISIONING
                : task.status().next();
        return switch (next) {
            case DEPROVISIONING ->
                task.withStatus(next)
                        .withContainers(
                                container -> task.startedAt().isPresent() ? container.ended(TERMINATED) : container);
            case STOPPED ->
                task.withStatus(next).stopping(task.stop().orElseThrow().finished(now));
            default -> task.withStatus(next);
        };
    }
}

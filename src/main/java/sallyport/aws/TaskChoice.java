package sallyport.aws;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.reverseOrder;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.Task;

/** Which of a service's tasks is meant. */
sealed interface TaskChoice {
    /**
     * The one.
     *
     * @param suitable how many running tasks would do, this one included
     */
    record Chosen(Task task, int suitable) implements TaskChoice {}

    /** No task runs that could be meant. */
    record None() implements TaskChoice {}

    /**
     * Several begin as was asked.
     *
     * @param ids theirs, in full
     */
    record Ambiguous(List<String> ids) implements TaskChoice {
        public Ambiguous {
            ids = List.copyOf(ids);
        }
    }

    /**
     * The task with the given id or the only one whose id begins so. When nobody names one: a task that exec reaches
     * before one it does not, a healthy one before others, then the newest; the ARN decides what is left, so that the
     * same tasks always give the same choice.
     */
    static TaskChoice among(List<Task> tasks, Optional<String> wanted) {
        var running = tasks.stream().filter(TaskChoice::runs).toList();
        return wanted.map(beginning -> named(running, beginning)).orElseGet(() -> any(running));
    }

    /** The running ones that have the container, or all if none is named, in the order in which one would be chosen. */
    static List<Task> all(List<Task> tasks, Optional<String> container) {
        return tasks.stream()
                .filter(TaskChoice::runs)
                .filter(task -> container.isEmpty() || has(task, container.get()))
                .sorted(preference())
                .toList();
    }

    private static boolean has(Task task, String container) {
        return task.containers().stream().anyMatch(one -> container.equals(one.name()));
    }

    /** A task that is to stop still runs for a while; it is not one to start something in. */
    private static boolean runs(Task task) {
        return "RUNNING".equals(task.lastStatus()) && "RUNNING".equals(task.desiredStatus());
    }

    private static TaskChoice named(List<Task> running, String beginning) {
        var matching = running.stream()
                .filter(task -> Arns.lastPart(task.taskArn()).startsWith(beginning))
                .toList();
        return switch (matching.size()) {
            case 0 -> new None();
            case 1 -> new Chosen(matching.getFirst(), 1);
            default ->
                new Ambiguous(matching.stream()
                        .map(task -> Arns.lastPart(task.taskArn()))
                        .sorted()
                        .toList());
        };
    }

    private static TaskChoice any(List<Task> running) {
        return running.stream()
                .min(preference())
                .<TaskChoice>map(task -> chosen(task, running))
                .orElseGet(None::new);
    }

    private static Comparator<Task> preference() {
        return comparingInt(TaskChoice::reachability)
                .thenComparingInt(TaskChoice::health)
                .thenComparing(TaskChoice::startedAt, reverseOrder())
                .thenComparing(comparing(Task::taskArn));
    }

    private static Chosen chosen(Task task, List<Task> running) {
        var suitable = running.stream()
                .filter(other -> reachability(other) == reachability(task))
                .count();
        return new Chosen(task, Math.toIntExact(suitable));
    }

    private static int reachability(Task task) {
        if (!EcsStates.isTrue(task.enableExecuteCommand())) {
            return 2;
        }
        return task.containers().stream()
                        .flatMap(container -> ExecAgent.of(container).stream())
                        .anyMatch(ExecAgent::isRunning)
                ? 0
                : 1;
    }

    private static int health(Task task) {
        return switch (task.healthStatus()) {
            case HealthStatus.HEALTHY -> 0;
            case HealthStatus.UNHEALTHY -> 2;
            case null, default -> 1;
        };
    }

    private static Instant startedAt(Task task) {
        return Optional.ofNullable(task.startedAt()).orElse(Instant.EPOCH);
    }
}

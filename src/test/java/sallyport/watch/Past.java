package sallyport.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A service {@code web} and its past, healthy until a test says otherwise. Times are minutes before {@link #NOW}. */
public final class Past {
    public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    public static final TaskGroup WEB = new TaskGroup("111122223333", "eu-west-1", "prod", "service:web");

    private final List<ServiceState.Deployment> deployments = new ArrayList<>();
    private final Map<String, Instant> begun = new HashMap<>();
    private final List<ServiceState.Happening> happenings = new ArrayList<>();
    private final List<TaskHistory> tasks = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private String status = "ACTIVE";
    private int desired = 2;
    private int running = 2;

    public static Instant ago(int minutes) {
        return NOW.minusSeconds(minutes * 60L);
    }

    Past status(String other) {
        status = other;
        return this;
    }

    public Past runs(int count, int wanted) {
        running = count;
        desired = wanted;
        return this;
    }

    Past event(int minutesAgo, String message) {
        happenings.add(new ServiceState.Happening(ago(minutesAgo), message));
        return this;
    }

    Past steady(int minutesAgo) {
        return event(minutesAgo, "(service web) has reached a steady state.");
    }

    Past deployment(String revision, String rollout, int begunAgo, String reason) {
        deployments.add(new ServiceState.Deployment(
                "ecs-svc/" + revision, "PRIMARY", rollout, reason, revision, 2, 1, 0, Optional.of(ago(begunAgo - 1))));
        begun.put("ecs-svc/" + revision, ago(begunAgo));
        return this;
    }

    public Past task(TaskHistory task) {
        tasks.add(task);
        return this;
    }

    public Past gap(String sentence) {
        gaps.add(sentence);
        return this;
    }

    public ServiceHistory history() {
        return new ServiceHistory(
                new ServiceState(
                        "web",
                        "prod",
                        "web",
                        status,
                        desired,
                        running,
                        0,
                        "web:42",
                        "FARGATE",
                        true,
                        deployments,
                        happenings,
                        tasks.stream().map(TaskHistory::task).toList()),
                begun,
                tasks,
                gaps);
    }

    public static String id(int number) {
        return "%032x".formatted(number);
    }

    /** A task that ran for an hour and whose only container ended with the code. */
    public static TaskHistory exited(int number, int minutesAgo, int code) {
        return stopped(number, minutesAgo, "EssentialContainerExited", "Essential container in task exited", code);
    }

    public static TaskHistory stopped(int number, int minutesAgo, String stopCode, String reason, int code) {
        return ended(
                number,
                minutesAgo,
                Optional.of(ago(minutesAgo + 60)),
                stopCode,
                reason,
                new ContainerState("app", "web:1", "", "STOPPED", OptionalInt.of(code), "", "", Optional.empty()));
    }

    /** A task that never ran. */
    static TaskHistory notStarted(int number, int minutesAgo, String reason) {
        return ended(
                number,
                minutesAgo,
                Optional.empty(),
                "TaskFailedToStart",
                reason,
                new ContainerState("app", "web:1", "", "STOPPED", OptionalInt.empty(), "", "", Optional.empty()));
    }

    private static TaskHistory ended(
            int number,
            int minutesAgo,
            Optional<Instant> startedAt,
            String stopCode,
            String reason,
            ContainerState container) {
        var times = new TaskTimes(
                Optional.of(ago(minutesAgo + 62)),
                Optional.of(ago(minutesAgo + 61)),
                Optional.of(ago(minutesAgo)),
                Optional.of(ago(minutesAgo)));
        return new TaskHistory(
                new TaskState(
                        "arn:aws:ecs:eu-west-1:111122223333:task/prod/" + id(number),
                        "STOPPED",
                        "STOPPED",
                        "UNKNOWN",
                        "web:42",
                        "eu-west-1a",
                        true,
                        Optional.of(ago(minutesAgo + 63)),
                        startedAt,
                        Optional.of(ago(minutesAgo)),
                        stopCode,
                        reason,
                        List.of(container)),
                times,
                new KnownFrom.Ecs());
    }

    /** A task as it is, in a status and a health. */
    static TaskHistory alive(int number, int minutesOld, String status, String wanted, String health) {
        return new TaskHistory(
                new TaskState(
                        "arn:aws:ecs:eu-west-1:111122223333:task/prod/" + id(number),
                        status,
                        wanted,
                        health,
                        "web:42",
                        "eu-west-1a",
                        true,
                        Optional.of(ago(minutesOld)),
                        status.equals("RUNNING") ? Optional.of(ago(minutesOld)) : Optional.empty(),
                        Optional.empty(),
                        "",
                        "",
                        List.of()),
                TaskTimes.NONE,
                new KnownFrom.Ecs());
    }

    public static TaskHistory known(TaskHistory history, KnownFrom source) {
        return new TaskHistory(history.task(), history.times(), source);
    }
}

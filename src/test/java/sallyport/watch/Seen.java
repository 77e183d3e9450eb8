package sallyport.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Services and tasks for tests, as ECS would tell them. */
public final class Seen {
    public static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    public static final String WEB_IMAGE = "sha256:" + "a".repeat(64);

    private Seen() {}

    public static TaskState running(int number, ContainerState... containers) {
        return task(number, "RUNNING", "", "", containers);
    }

    /** Stopped as many minutes ago as its number. */
    public static TaskState stopped(int number, String code, String reason, ContainerState... containers) {
        return task(number, "STOPPED", code, reason, containers);
    }

    private static TaskState task(int number, String status, String code, String reason, ContainerState... containers) {
        boolean ended = status.equals("STOPPED");
        return new TaskState(
                "arn:aws:ecs:eu-west-1:111122223333:task/prod/" + id(number),
                status,
                status,
                "UNKNOWN",
                "web:42",
                "eu-west-1a",
                true,
                Optional.of(NOW.minusSeconds(7_300)),
                Optional.of(NOW.minusSeconds(7_200)),
                ended ? Optional.of(NOW.minusSeconds(60L * number)) : Optional.empty(),
                code,
                reason,
                List.of(containers));
    }

    public static String id(int number) {
        return "%08x".formatted(number) + "0".repeat(24);
    }

    public static ContainerState container(String name, String digest) {
        return new ContainerState(
                name, "registry/web:1", digest, "RUNNING", OptionalInt.empty(), "", "", Optional.of("RUNNING"));
    }

    public static ContainerState exited(String name, int code, String reason) {
        return new ContainerState(
                name, "registry/web:1", WEB_IMAGE, "STOPPED", OptionalInt.of(code), reason, "", Optional.empty());
    }

    /** Active, with as many tasks desired as run, and rolled out long ago. */
    public static ServiceState service(List<TaskState> tasks, ServiceState.Happening... happenings) {
        int count = (int) tasks.stream().filter(TaskState::isRunning).count();
        return new ServiceState(
                "web",
                "prod",
                "web",
                "ACTIVE",
                count,
                count,
                0,
                "web:42",
                "FARGATE",
                true,
                List.of(new ServiceState.Deployment(
                        "ecs-svc/1",
                        "PRIMARY",
                        "COMPLETED",
                        "ECS deployment ecs-svc/1 completed.",
                        "web:42",
                        count,
                        count,
                        0,
                        Optional.of(NOW.minusSeconds(7_000)))),
                List.of(happenings),
                tasks);
    }

    public static ServiceState.Happening said(int minutesAgo, String message) {
        return new ServiceState.Happening(NOW.minusSeconds(60L * minutesAgo), message);
    }

    /** With nothing else to tell. */
    public static ServiceDescription described(ServiceState service, TargetHealth... targets) {
        return new ServiceDescription(
                service, new Fact.Known<>(List.of()), new Fact.Known<>(List.of(targets)), new Fact.Known<>(Set.of()));
    }
}

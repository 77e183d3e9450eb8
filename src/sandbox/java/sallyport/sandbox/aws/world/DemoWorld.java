package sallyport.sandbox.aws.world;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * Builds the cluster {@code demo}: {@code web} with a shell and two tasks, {@code worker} without a shell,
 * {@code legacy} with exec off, {@code batch} whose last task ran out of memory. The seed decides all ids.
 */
public final class DemoWorld {
    public static final String CLUSTER = "demo";

    private static final List<String> PROGRAMS = List.of(
            "sh",
            "bash",
            "cat",
            "ls",
            "echo",
            "uname",
            "env",
            "printenv",
            "sleep",
            "date",
            "id",
            "whoami",
            "head",
            "tail",
            "seq",
            "printf",
            "grep",
            "sed",
            "awk",
            "cut",
            "sort",
            "uniq",
            "tr",
            "wc",
            "ps",
            "df",
            "du",
            "free",
            "uptime",
            "hostname",
            "kill",
            "true",
            "false",
            "test",
            "stty",
            "tty",
            "tee",
            "touch",
            "mkdir",
            "rm",
            "basename",
            "dirname",
            "expr",
            "yes",
            "dd",
            "base64",
            "sha256sum",
            "nohup",
            "timeout",
            "find",
            "xargs");

    private final Instant now;
    private final Random random;
    private final ContainerFolders folders;
    private final List<Task> tasks = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();

    private DemoWorld(Path directory, long seed, Instant now) {
        this.now = now;
        this.random = new Random(seed);
        this.folders = new ContainerFolders(directory);
    }

    /** A fresh world as of now; replaces the containers that an earlier one made in the directory. */
    public static World build(Path directory, long seed, Instant now) {
        var demo = new DemoWorld(directory, seed, now);
        demo.web();
        demo.worker();
        demo.legacy();
        demo.batch();
        var logs = new LogStore();
        new DemoLogs(logs, demo.random, new IngestionDelay(seed), now).fill(demo.tasks);
        return new World(CLUSTER, List.copyOf(demo.services), List.copyOf(demo.tasks), logs);
    }

    /** Removes the containers of the world that was built in this directory. */
    public static void remove(Path directory) {
        ContainerFolders.remove(directory);
    }

    private void web() {
        var definition = new ContainerDefinition(
                "app",
                Account.ID + ".dkr.ecr." + Account.REGION + ".amazonaws.com/web:2026.11.20",
                digest(),
                List.of("bin/rails", "server", "-b", "0.0.0.0"),
                List.of(3000),
                Map.of("RAILS_ENV", "production", "LOG_LEVEL", "info"),
                Map.of("DATABASE_URL", secret("web/database-url"), "SECRET_KEY_BASE", secret("web/secret-key-base")),
                "/ecs/web",
                "web");
        var service =
                service("web", new TaskDefinition("web", 42, "512", "1024", List.of(definition), ago(72)), 2, true, 70);
        var secrets = Map.of(
                "DATABASE_URL",
                "postgres://web:demo-only-pw-7Qx2@db.internal:5432/web_production",
                "SECRET_KEY_BASE",
                "demo0only0" + hex(54));
        for (var zone : List.of("a", "b")) {
            var id = hex(32);
            var folder = folders.make(
                    "web-" + id,
                    PROGRAMS,
                    Map.of(
                            "app/bin/rails", "rails",
                            "bin/count-me", "count-me",
                            "bin/count-slowly", "count-slowly",
                            "bin/fail", "fail"),
                    environment(definition, secrets));
            running(service, id, zone, 70, folder);
        }
    }

    private void worker() {
        var definition = container("worker", "worker:2.4.1", List.of("/bin/app"), Map.of("QUEUE", "mail"));
        var service = service(
                "worker", new TaskDefinition("worker", 17, "256", "512", List.of(definition), ago(30)), 1, true, 29);
        var id = hex(32);
        var folder =
                folders.make("worker-" + id, List.of(), Map.of("bin/app", "app"), environment(definition, Map.of()));
        running(service, id, "b", 29, folder);
    }

    private void legacy() {
        var definition = container("app", "legacy", "legacy:1.9.3", List.of("java", "-jar", "legacy.jar"), Map.of());
        var service = service(
                "legacy",
                new TaskDefinition("legacy", 8, "1024", "2048", List.of(definition), ago(4000)),
                1,
                false,
                3900);
        var id = hex(32);
        tasks.add(new Task(
                id,
                service,
                Account.REGION + "a",
                ago(500),
                ago(500).plusSeconds(41),
                Optional.empty(),
                List.of(new Container(
                        uuid(),
                        definition,
                        runtimeId(id),
                        privateIp(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))));
    }

    private void batch() {
        var definition =
                container("report", "batch", "batch:3.0.0", List.of("/bin/report", "--month", "2026-10"), Map.of());
        var service = service(
                "batch", new TaskDefinition("batch", 5, "512", "1024", List.of(definition), ago(200)), 0, true, 199);
        var id = hex(32);
        var stoppedAt = now.minus(Duration.ofMinutes(25));
        tasks.add(new Task(
                id,
                service,
                Account.REGION + "a",
                stoppedAt.minus(Duration.ofMinutes(19)),
                stoppedAt.minus(Duration.ofMinutes(18)),
                Optional.of(new Stop(stoppedAt, "EssentialContainerExited", "Essential container in task exited")),
                List.of(new Container(
                        uuid(),
                        definition,
                        runtimeId(id),
                        privateIp(),
                        Optional.of(137),
                        Optional.of("OutOfMemoryError: Container killed due to memory usage"),
                        Optional.empty(),
                        Optional.empty()))));
    }

    private ContainerDefinition container(
            String service, String image, List<String> command, Map<String, String> environment) {
        return container("app", service, image, command, environment);
    }

    private ContainerDefinition container(
            String name, String service, String image, List<String> command, Map<String, String> environment) {
        return new ContainerDefinition(
                name,
                Account.ID + ".dkr.ecr." + Account.REGION + ".amazonaws.com/" + image,
                digest(),
                command,
                List.of(),
                environment,
                Map.of(),
                "/ecs/" + service,
                service);
    }

    private Service service(String name, TaskDefinition definition, int desired, boolean exec, int deployedHoursAgo) {
        var service = new Service(
                name,
                definition,
                desired,
                exec,
                "ecs-svc/" + digits(19),
                ago(5000),
                ago(deployedHoursAgo),
                events(name, deployedHoursAgo));
        services.add(service);
        return service;
    }

    private List<ServiceEvent> events(String name, int deployedHoursAgo) {
        var events = new ArrayList<ServiceEvent>();
        var started = ago(deployedHoursAgo);
        for (int hours = 1; hours < Math.min(deployedHoursAgo, 60); hours += 6) {
            events.add(new ServiceEvent(uuid(), ago(hours), "(service " + name + ") has reached a steady state."));
        }
        events.add(new ServiceEvent(
                uuid(),
                started.plusSeconds(130),
                "(service " + name + ") (deployment completed) deployment completed."));
        events.add(new ServiceEvent(
                uuid(),
                started.plusSeconds(20),
                "(service " + name + ") has started 1 tasks: (task " + hex(32) + ")."));
        return List.copyOf(events);
    }

    private void running(Service service, String id, String zone, int hoursAgo, ContainerFolder folder) {
        var startedAt = ago(hoursAgo).plusSeconds(38);
        tasks.add(new Task(
                id,
                service,
                Account.REGION + zone,
                ago(hoursAgo),
                startedAt,
                Optional.empty(),
                List.of(new Container(
                        uuid(),
                        service.taskDefinition().containers().getFirst(),
                        runtimeId(id),
                        privateIp(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(startedAt.plusSeconds(3)),
                        Optional.of(folder)))));
    }

    private static Map<String, String> environment(ContainerDefinition definition, Map<String, String> secretValues) {
        var environment = new HashMap<>(definition.environment());
        environment.putAll(secretValues);
        environment.put("AWS_REGION", Account.REGION);
        environment.put("AWS_EXECUTION_ENV", "AWS_ECS_FARGATE");
        return environment;
    }

    private Instant ago(int hours) {
        return now.minus(Duration.ofHours(hours));
    }

    private String runtimeId(String taskId) {
        return taskId + "-" + digits(10);
    }

    private String privateIp() {
        return "10.0." + random.nextInt(1, 4) + "." + random.nextInt(10, 250);
    }

    private String secret(String name) {
        return "arn:aws:secretsmanager:" + Account.REGION + ":" + Account.ID + ":secret:" + name + "-" + hex(6);
    }

    private UUID uuid() {
        // Version 4, variant 2.
        long mostSignificant = (random.nextLong() & ~0xF000L) | 0x4000L;
        long leastSignificant = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(mostSignificant, leastSignificant);
    }

    private String digest() {
        return "sha256:" + hex(64);
    }

    private String hex(int length) {
        return characters(length, 16);
    }

    private String digits(int length) {
        return (1 + random.nextInt(9)) + characters(length - 1, 10);
    }

    private String characters(int length, int radix) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(Character.forDigit(random.nextInt(radix), radix));
        }
        return text.toString();
    }
}

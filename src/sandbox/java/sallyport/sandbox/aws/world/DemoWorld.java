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
import java.util.stream.Stream;

/**
 * Builds the cluster {@code demo}: {@code web} with a shell and two tasks, {@code worker} without a shell,
 * {@code legacy} with exec off, {@code batch} whose last task ran out of memory; and beside it the clusters of the
 * clinic and the fleet. The seed decides all ids.
 */
public final class DemoWorld {
    public static final String CLUSTER = "demo";

    static final List<String> PROGRAMS = List.of(
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
    private final Ids ids;
    private final TaskFactory factory;
    private final List<Task> tasks = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private final Map<String, Images.Image> images = new HashMap<>();

    private DemoWorld(Ids ids, Instant now) {
        this.now = now;
        this.ids = ids;
        this.factory = new TaskFactory(ids);
    }

    /** A fresh world as of now; replaces the containers that an earlier one made in the directory. */
    public static World build(Path directory, long seed, Instant now) {
        var random = new Random(seed);
        var demo = new DemoWorld(new Ids(random), now);
        demo.web();
        demo.worker();
        demo.legacy();
        demo.batch();
        var logs = new LogStore();
        new DemoLogs(logs, random, new IngestionDelay(seed), now).fill(demo.tasks);
        var cluster = new Cluster(
                CLUSTER,
                Overlay.of("{'logging':'DEFAULT'}"),
                List.of("FARGATE", "FARGATE_SPOT"),
                List.of(),
                List.of(),
                List.copyOf(demo.services),
                List.copyOf(demo.tasks));
        var clinic = Clinic.open(seed, now);
        clinic.createLogGroups(logs);
        return new World(
                Stream.concat(Stream.of(cluster), clinic.clusters().stream()).toList(),
                List.of(demo.unpullable()),
                clinic,
                new Images(new ContainerFolders(directory), demo.images),
                logs);
    }

    /** Removes the containers of the world that was built in this directory. */
    public static void remove(Path directory) {
        ContainerFolders.remove(directory);
    }

    private void web() {
        var definition = new ContainerDefinition(
                "app",
                Account.image("web:2026.11.20"),
                ids.digest(),
                List.of("bin/rails", "server", "-b", "0.0.0.0"),
                List.of(3000),
                Map.of("RAILS_ENV", "production", "LOG_LEVEL", "info"),
                Map.of("DATABASE_URL", secret("web/database-url"), "SECRET_KEY_BASE", secret("web/secret-key-base")),
                "/ecs/web",
                "web",
                Overlay.NONE);
        var service =
                service("web", new TaskDefinition("web", 42, "512", "1024", List.of(definition), ago(72)), 2, true, 70);
        images.put(
                "web",
                new Images.Image(
                        PROGRAMS,
                        Map.of(
                                "app/bin/rails", "rails",
                                "bin/count-me", "count-me",
                                "bin/count-slowly", "count-slowly",
                                "bin/fail", "fail"),
                        Map.of(
                                "DATABASE_URL",
                                "postgres://web:demo-only-pw-7Qx2@db.internal:5432/web_production",
                                "SECRET_KEY_BASE",
                                "demo0only0" + ids.hex(54))));
        tasks.add(factory.running(service, "a", ago(70)));
        tasks.add(factory.running(service, "b", ago(70)));
    }

    private void worker() {
        var definition = container("worker", "worker:2.4.1", List.of("/bin/app"), Map.of("QUEUE", "mail"));
        var service = service(
                "worker", new TaskDefinition("worker", 17, "256", "512", List.of(definition), ago(30)), 1, true, 29);
        images.put("worker", new Images.Image(List.of(), Map.of("bin/app", "app"), Map.of()));
        tasks.add(factory.running(service, "b", ago(29)));
    }

    private void legacy() {
        var definition = container("app", "legacy", "legacy:1.9.3", List.of("java", "-jar", "legacy.jar"), Map.of());
        var service = service(
                "legacy",
                new TaskDefinition("legacy", 8, "1024", "2048", List.of(definition), ago(4000)),
                1,
                false,
                3900);
        tasks.add(factory.running(service, "a", ago(500)));
    }

    private void batch() {
        var definition =
                container("report", "batch", "batch:3.0.0", List.of("/bin/report", "--month", "2026-10"), Map.of());
        var service = service(
                "batch", new TaskDefinition("batch", 5, "512", "1024", List.of(definition), ago(200)), 0, true, 199);
        var endedAt = now.minus(Duration.ofMinutes(25));
        var stop = new Stop(endedAt, "EssentialContainerExited", "Essential container in task exited")
                .finished(endedAt.plusSeconds(22));
        tasks.add(factory.running(service, "a", endedAt.minus(Duration.ofMinutes(19)))
                .withStatus(TaskStatus.STOPPED)
                .stopping(stop)
                .withContainers(container -> container
                        .neverStarted("OutOfMemoryError: Container killed due to memory usage")
                        .ended(137)));
    }

    /** A revision of {@code web} whose image no registry has, for a deployment that fails. */
    private TaskDefinition unpullable() {
        var good = container("web", "web:missing", List.of("bin/rails", "server"), Map.of());
        return new TaskDefinition("web", 41, "512", "1024", List.of(good), ago(90));
    }

    private ContainerDefinition container(
            String service, String image, List<String> command, Map<String, String> environment) {
        return container("app", service, image, command, environment);
    }

    private ContainerDefinition container(
            String name, String service, String image, List<String> command, Map<String, String> environment) {
        return new ContainerDefinition(
                name,
                Account.image(image),
                ids.digest(),
                command,
                List.of(),
                environment,
                Map.of(),
                "/ecs/" + service,
                service,
                Overlay.NONE);
    }

    private Service service(String name, TaskDefinition definition, int desired, boolean exec, int deployedHoursAgo) {
        var deployed = ago(deployedHoursAgo);
        var service = new Service(
                CLUSTER,
                name,
                desired,
                exec,
                ago(5000),
                Compute.FARGATE,
                Placement.STANDARD,
                Optional.empty(),
                Map.of("team", name, "sallyport", "allow"),
                Overlay.NONE,
                List.of(Deployment.completed(ids.deployment(), definition, deployed, deployed.plusSeconds(130))),
                events(name, deployedHoursAgo));
        services.add(service);
        return service;
    }

    private List<ServiceEvent> events(String name, int deployedHoursAgo) {
        var events = new ArrayList<ServiceEvent>();
        var started = ago(deployedHoursAgo);
        for (int hours = 1; hours < Math.min(deployedHoursAgo, 60); hours += 6) {
            events.add(new ServiceEvent(ids.uuid(), ago(hours), "(service " + name + ") has reached a steady state."));
        }
        events.add(new ServiceEvent(
                ids.uuid(),
                started.plusSeconds(130),
                "(service " + name + ") (deployment completed) deployment completed."));
        events.add(new ServiceEvent(
                ids.uuid(),
                started.plusSeconds(20),
                "(service " + name + ") has started 1 tasks: (task " + ids.task() + ")."));
        return List.copyOf(events);
    }

    private Instant ago(int hours) {
        return now.minus(Duration.ofHours(hours));
    }

    private String secret(String name) {
        return "arn:aws:secretsmanager:" + Account.REGION + ":" + Account.ID + ":secret:" + name + "-" + ids.hex(6);
    }
}

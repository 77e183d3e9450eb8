package sallyport.sandbox.aws.world;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What the services of the demo log. Lines become visible after they were written, and not in their order. */
public final class DemoLogs {
    private static final Duration HISTORY = Duration.ofMinutes(30);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(3);
    /** What the task of {@code batch} may use, in MiB. */
    private static final int BATCH_LIMIT = 1024;

    private static final DateTimeFormatter ACCESS_LOG =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> PATHS =
            List.of("/", "/orders", "/orders/%d", "/users/%d", "/healthz", "/api/v1/carts/%d");

    private final LogStore logs;
    private final Random random;
    private final IngestionDelay ingestion;
    private final Instant now;

    public DemoLogs(LogStore logs, Random random, IngestionDelay ingestion, Instant now) {
        this.logs = logs;
        this.random = random;
        this.ingestion = ingestion;
        this.now = now;
    }

    /** The last half hour of all tasks. */
    void fill(List<Task> tasks) {
        for (var task : tasks) {
            if (task.running()) {
                for (var at = now.minus(HISTORY); at.isBefore(now); at = at.plus(BETWEEN_LINES)) {
                    write(task, at);
                }
            } else {
                runOutOfMemory(task);
            }
        }
    }

    /** One line of a running task, as of this time. */
    public void write(Task task, Instant at) {
        var timestamp = at.plusMillis(random.nextInt(300));
        write(task, timestamp, line(task.service().name(), timestamp));
    }

    private void write(Task task, Instant timestamp, String message) {
        var definition = task.containers().getFirst().definition();
        var stream = definition.logStream(task.id());
        logs.create(definition.logGroup(), task.service().createdAt())
                .write(stream, timestamp, timestamp.plus(ingestion.next(stream)), message);
    }

    private String line(String service, Instant at) {
        return switch (service) {
            case "web" -> random.nextInt(8) == 0 ? json(at) : accessLine(at);
            case "worker" ->
                "job=%d queue=mail status=done duration=%dms".formatted(random.nextInt(100_000), random.nextInt(900));
            default -> "%s INFO  [scheduler-1] c.e.legacy.Poller - polled %d rows".formatted(at, random.nextInt(50));
        };
    }

    private String accessLine(Instant at) {
        var path = PATHS.get(random.nextInt(PATHS.size())).formatted(random.nextInt(1, 5000));
        int status = random.nextInt(40) == 0 ? 500 : 200;
        return "10.0.%d.%d - - [%s] \"GET %s HTTP/1.1\" %d %d %.3f"
                .formatted(
                        random.nextInt(4),
                        random.nextInt(250),
                        ACCESS_LOG.format(at),
                        path,
                        status,
                        random.nextInt(200, 9000),
                        random.nextDouble() / 3);
    }

    private String json(Instant at) {
        return random.nextInt(3) == 0
                ? "{\"time\":\"%s\",\"level\":\"error\",\"message\":\"payment provider timed out\",\"order_id\":%d}"
                        .formatted(at, random.nextInt(5000))
                : "{\"time\":\"%s\",\"level\":\"info\",\"message\":\"order placed\",\"order_id\":%d}"
                        .formatted(at, random.nextInt(5000));
    }

    private void runOutOfMemory(Task task) {
        var stoppedAt = task.stop().map(Stop::at).orElse(now);
        write(
                task,
                task.startedAt().orElse(stoppedAt),
                "report month=2026-10 started, memory limit " + BATCH_LIMIT + " MiB");
        int steps = 30;
        for (int step = 1; step <= steps; step++) {
            var at = stoppedAt.minusSeconds(20L * (steps - step) + 5);
            int used = 210 + (BATCH_LIMIT - 224) * step / steps;
            write(task, at, "report rows=%d memory=%dMiB of %dMiB".formatted(step * 41_000, used, BATCH_LIMIT));
        }
    }
}

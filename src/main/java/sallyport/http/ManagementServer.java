package sallyport.http;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The port for operators: {@code /readyz} says what is missing, one line each, with status 503, and with either status
 * what is degraded; {@code /metrics} is Prometheus text. It carries no authentication, so it belongs on the loopback
 * address or a closed network.
 */
public final class ManagementServer implements AutoCloseable {
    private static final int MAX_HEADERS = 8 * 1024;
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final ListenOn where;
    private final Javalin javalin;

    /**
     * @param checks what must hold, by a short stable name
     * @param metrics the scrape, called on every look
     */
    public ManagementServer(ListenOn where, Map<String, ReadinessCheck> checks, Supplier<String> metrics) {
        this.where = where;
        this.javalin = Javalin.create(config -> {
            Listening.prepare(config, MAX_HEADERS);
            config.routes.get("/readyz", context -> readiness(context, checks));
            config.routes.get(
                    "/metrics", context -> context.contentType(PROMETHEUS_TEXT).result(metrics.get()));
        });
    }

    public void start() {
        javalin.start(where.host(), where.port());
    }

    /** The bound port, known once started. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static void readiness(Context context, Map<String, ReadinessCheck> checks) {
        var missing = lines(checks, ReadinessCheck::missing);
        var degraded = lines(checks, check -> check.degraded().map(reason -> "degraded, " + reason));
        var first = missing.isEmpty() ? Stream.of("ready") : missing.stream();
        context.status(missing.isEmpty() ? OK : UNAVAILABLE)
                .result(Stream.concat(first, degraded.stream()).collect(Collectors.joining("\n")));
    }

    private static List<String> lines(
            Map<String, ReadinessCheck> checks, Function<ReadinessCheck, Optional<String>> reason) {
        return checks.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .flatMap(check ->
                        reason.apply(check.getValue()).map(sentence -> check.getKey() + ": " + sentence).stream())
                .toList();
    }
}

package sallyport.sandbox.slack.dispatch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import sallyport.sandbox.slack.traffic.Fault;
import sallyport.sandbox.slack.traffic.Faults;
import sallyport.sandbox.slack.traffic.TrafficEntry;
import sallyport.sandbox.slack.traffic.TrafficLog;

/** Signs requests and carries them to the application, with the faults in force. Thread-safe. */
final class AppLink implements AutoCloseable {
    /** Slack's patience with an application (docs.slack.dev, handling user interaction). */
    static final Duration DEADLINE = Duration.ofSeconds(3);

    static final String FORM = "application/x-www-form-urlencoded";
    static final String JSON = "application/json";
    /** One second more than a verifier may accept. */
    private static final long STALE_SECONDS = 301;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(DEADLINE)
            .build();
    private final AtomicReference<Optional<URI>> appBase;
    private final String signingSecret;
    private final Faults faults;
    private final TrafficLog log;

    AppLink(Optional<URI> appBase, String signingSecret, Faults faults, TrafficLog log) {
        this.appBase = new AtomicReference<>(appBase);
        this.signingSecret = signingSecret;
        this.faults = faults;
        this.log = log;
    }

    void connect(URI base) {
        appBase.set(Optional.of(base));
    }

    Delivery send(Route route, String contentType, String body, Map<String, String> extraHeaders) {
        var began = log.now();
        var delivery = appBase.get()
                .map(base -> faulty(base, route, contentType, body, extraHeaders))
                .orElseGet(() -> new Delivery.Unreachable("no application is connected"));
        var result = delivery instanceof Delivery.Unreachable(var why)
                ? delivery.summary() + ": " + why
                : delivery.summary();
        log.add(TrafficEntry.Direction.DISPATCH, route.path(), began, delivery.status(), result, body);
        return delivery;
    }

    private Delivery faulty(URI base, Route route, String type, String body, Map<String, String> extraHeaders) {
        if (strikes(Fault.Kind.DROP_DISPATCH, route)) {
            return new Delivery.Unreachable("dropped on purpose");
        }
        var timestamp = log.now().getEpochSecond() - (strikes(Fault.Kind.STALE_TIMESTAMP, route) ? STALE_SECONDS : 0);
        var secret = strikes(Fault.Kind.FORGED, route) ? signingSecret + "-forged" : signingSecret;
        var builder = HttpRequest.newBuilder(base.resolve(route.path()))
                .header("Content-Type", type)
                .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
                .header("X-Slack-Request-Timestamp", Long.toString(timestamp))
                .header("X-Slack-Signature", Signature.of(secret, timestamp, body));
        extraHeaders.forEach(builder::header);
        var request = builder.POST(HttpRequest.BodyPublishers.ofString(body)).build();
        if (strikes(Fault.Kind.DUPLICATE_DISPATCH, route)) {
            Thread.ofVirtual().name("duplicate-dispatch").start(() -> duplicate(route, request, body));
        }
        return exchange(request);
    }

    private void duplicate(Route route, HttpRequest request, String body) {
        var began = log.now();
        var delivery = exchange(request);
        log.add(
                TrafficEntry.Direction.DISPATCH,
                route.path(),
                began,
                delivery.status(),
                "duplicate: " + delivery.summary(),
                body);
    }

    private boolean strikes(Fault.Kind kind, Route route) {
        return faults.strike(kind, route.wireName()).isPresent();
    }

    private Delivery exchange(HttpRequest request) {
        var exchange = client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            var response = exchange.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            var noRetry = response.headers().firstValue("X-Slack-No-Retry").filter("1"::equals);
            return new Delivery.Answered(response.statusCode(), response.body(), noRetry.isPresent());
        } catch (TimeoutException late) {
            exchange.cancel(true);
            return new Delivery.TimedOut();
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof IOException broken
                    ? new Delivery.Unreachable(broken.getClass().getSimpleName() + " from " + request.uri())
                    : new Delivery.Unreachable(failed.toString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            exchange.cancel(true);
            return new Delivery.Unreachable("the sandbox is stopping");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

package sallyport.sandbox.slack.page;

import io.javalin.http.sse.SseClient;
import java.time.Duration;
import sallyport.sandbox.slack.workspace.Changes;

/** Server-sent events: names of what changed, never content; the page then fetches that part again. */
final class LiveUpdates {
    /** Without a change, a comment this often finds out whether the page is still there. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Changes changes;

    LiveUpdates(Changes changes) {
        this.changes = changes;
    }

    /** Runs in the request's own virtual thread until the page goes away or the server stops. */
    void follow(SseClient client) {
        try (var subscription = changes.subscribe()) {
            client.sendComment("connected");
            while (!client.terminated()) {
                var topics = subscription.take(HEARTBEAT);
                topics.forEach(topic -> client.sendEvent(topic, topic));
                if (topics.isEmpty()) {
                    client.sendComment("still here");
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}

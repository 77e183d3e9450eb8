package sallyport.sandbox.slack.page;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import sallyport.sandbox.slack.workspace.Changes;

/**
 * Server-sent events: names of what changed, never content; the page then fetches that part again. Written by hand,
 * because Javalin's own client touches a response that Jetty has already recycled when a page goes away.
 */
final class LiveUpdates {
    /** Without a change, a comment this often finds out whether the page is still there. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Changes changes;

    LiveUpdates(Changes changes) {
        this.changes = changes;
    }

    /** Keeps the request's own virtual thread until the page goes away or the sandbox stops. */
    void follow(Context context) {
        var response = context.res();
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("utf-8");
        try (var subscription = changes.subscribe()) {
            var out = response.getOutputStream();
            send(out, ": connected\n\n");
            while (subscription.isOpen()) {
                var topics = subscription.take(HEARTBEAT);
                for (var topic : topics) {
                    send(out, "event: " + topic + "\ndata: " + topic + "\n\n");
                }
                if (topics.isEmpty()) {
                    send(out, ": still here\n\n");
                }
            }
        } catch (IOException pageWentAway) {
            // That is how every one of these requests ends; closing the subscription is all there is to do.
            return;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}

package sallyport.ssm;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The signed HTTP request that becomes the WebSocket. Asks for no subprotocol and no compression. Thread-safe. */
final class Upgrade {
    /** From the first packet to the 101, TLS included. */
    static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(Upgrade.class);

    private final HttpClient http;

    Upgrade(HttpClient http) {
        this.http = http;
    }

    sealed interface Answer {
        record Open(WebSocket socket) implements Answer {}

        record Failed(ChannelClosed end) implements Answer {}
    }

    /** Blocks. Tries once, because the token is good for once. */
    Answer connect(OpenRequest request, WebSocket.Listener listener) throws InterruptedException {
        try {
            var upgrade = http.newWebSocketBuilder().connectTimeout(CONNECT_WITHIN);
            request.signer().sign(request.url().uri()).forEach((name, value) -> {
                if (!name.equalsIgnoreCase("host")) {
                    upgrade.header(name, value);
                }
            });
            return new Answer.Open(
                    upgrade.buildAsync(request.url().uri(), listener).get());
        } catch (ExecutionException e) {
            return new Answer.Failed(failure(e.getCause()));
        } catch (RuntimeException e) {
            log.warn("ssm.upgrade.unsigned session={}", request.url().sessionId(), e);
            return new Answer.Failed(new ChannelClosed.Unreachable("the request could not be signed: " + e));
        }
    }

    private static ChannelClosed failure(@Nullable Throwable cause) {
        return cause instanceof WebSocketHandshakeException refused && refused.getResponse() != null
                ? new ChannelClosed.UpgradeRefused(
                        refused.getResponse().statusCode(),
                        refused.getResponse().body() instanceof String body ? body : "")
                : new ChannelClosed.Unreachable(String.valueOf(cause));
    }
}

package sallyport.sandbox.aws;

import io.javalin.config.JavalinConfig;
import io.javalin.websocket.WsBinaryMessageContext;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import io.javalin.websocket.WsMessageContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import sallyport.sandbox.aws.channel.SessionRelay;
import sallyport.sandbox.aws.channel.Sessions;
import sallyport.sandbox.aws.wire.CallLog;
import sallyport.sandbox.aws.wire.Frame;
import sallyport.sandbox.aws.wire.LoggedCall;
import sallyport.sandbox.aws.wire.Signature;

/**
 * The data channel's WebSocket: one text message opens it, every other message is a frame. An upgrade may be signed or
 * not; the log tells which.
 */
final class DataChannelRoute {
    /** Longest silence on a socket; the official client pings every 5 minutes. */
    private static final Duration MAX_SILENCE = Duration.ofMinutes(30);

    /** Largest message taken, in bytes. */
    private static final int MAX_MESSAGE = 1 << 20;

    private static final int POLICY_VIOLATION = 1008;
    private static final int PROTOCOL_ERROR = 1002;

    private final Sessions sessions;
    private final CallLog log;
    private final InstantSource clock;
    private final Map<String, Open> open = new ConcurrentHashMap<>();

    private record Open(SessionRelay relay, JettySocket socket) {}

    DataChannelRoute(Sessions sessions, CallLog log, InstantSource clock) {
        this.sessions = sessions;
        this.log = log;
        this.clock = clock;
    }

    void mount(JavalinConfig config) {
        config.routes.ws("/v1/data-channel/{sessionId}", this::handlers);
    }

    private void handlers(WsConfig ws) {
        ws.onConnect(this::connected);
        ws.onMessage(this::opening);
        ws.onBinaryMessage(this::frame);
        ws.onClose(this::closed);
        ws.onError(this::closed);
    }

    private void connected(WsConnectContext context) {
        context.session.setIdleTimeout(MAX_SILENCE);
        context.session.setMaxBinaryMessageSize(MAX_MESSAGE);
        context.session.setMaxTextMessageSize(MAX_MESSAGE);
        if (!"publish_subscribe".equals(context.queryParam("role"))) {
            refuse(context, POLICY_VIOLATION, "role is not publish_subscribe");
        }
    }

    private void opening(WsMessageContext context) {
        var id = context.pathParam("sessionId");
        if (open.containsKey(context.sessionId())) {
            log.complain(id, "a text message on an open channel: " + context.message());
            return;
        }
        var socket = new JettySocket(context.session);
        try {
            open.put(context.sessionId(), new Open(sessions.open(id, context.message(), socket), socket));
            logOpen(context, 101);
        } catch (IllegalArgumentException refused) {
            logOpen(context, 403);
            refuse(context, POLICY_VIOLATION, String.valueOf(refused.getMessage()));
        }
    }

    private void logOpen(WsMessageContext context, int status) {
        var accessKey = Signature.parse(Optional.ofNullable(context.header("Authorization")))
                .map(Signature::accessKey);
        log.add(new LoggedCall(
                "ssmmessages", "OpenDataChannel", context.message(), clock.instant(), status, "", accessKey));
    }

    private void frame(WsBinaryMessageContext context) {
        var channel = Optional.ofNullable(open.get(context.sessionId()));
        if (channel.isEmpty()) {
            refuse(context, POLICY_VIOLATION, "a frame before the opening message");
            return;
        }
        try {
            channel.get().relay().receive(Frame.parse(context.data()));
        } catch (IllegalArgumentException malformed) {
            refuse(context, PROTOCOL_ERROR, String.valueOf(malformed.getMessage()));
        }
    }

    private void refuse(WsContext context, int status, String reason) {
        log.complain(context.pathParam("sessionId"), reason);
        context.closeSession(status, reason);
    }

    private void closed(WsContext context) {
        Optional.ofNullable(open.remove(context.sessionId()))
                .ifPresent(channel -> channel.relay().detach(channel.socket()));
    }
}

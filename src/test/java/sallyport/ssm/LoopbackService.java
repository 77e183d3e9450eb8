package sallyport.ssm;

import io.javalin.Javalin;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.websocket.WsContext;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.websocket.api.Callback;

/** A WebSocket server on the loopback interface whose far side is played by the test, frame by frame. */
final class LoopbackService implements AutoCloseable {
    /** A request as it came, and the socket it became. */
    record Opened(String path, Optional<String> query, Map<String, String> headers, WsContext socket) {}

    final BlockingQueue<Opened> opened = new LinkedBlockingQueue<>();
    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    final BlockingQueue<AgentMessage> frames = new LinkedBlockingQueue<>();
    final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
    private volatile Optional<HttpStatus> refusal = Optional.empty();
    private final Javalin server;

    LoopbackService() {
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.jetty.modifyWebSocketServletFactory(factory -> factory.setMaxBinaryMessageSize(1 << 21));
                    config.routes.wsBeforeUpgrade(context -> {
                        if (refusal.isPresent()) {
                            context.header("Location", "/v1/data-channel/elsewhere");
                            throw new HttpResponseException(refusal.get().getCode(), "refused");
                        }
                    });
                    config.routes.ws("/v1/data-channel/{session}", ws -> {
                        ws.onConnect(context -> opened.add(new Opened(
                                context.session
                                        .getUpgradeRequest()
                                        .getRequestURI()
                                        .getRawPath(),
                                Optional.ofNullable(context.session
                                        .getUpgradeRequest()
                                        .getRequestURI()
                                        .getRawQuery()),
                                context.headerMap(),
                                context)));
                        ws.onMessage(context -> texts.add(context.message()));
                        ws.onBinaryMessage(context -> frames.add(read(copy(context.data()))));
                        ws.onClose(context -> closed.add(context.status()));
                    });
                })
                .start("127.0.0.1", 0);
    }

    /** The server reuses its buffer. */
    private static ByteBuffer copy(ByteBuffer data) {
        return ByteBuffer.allocate(data.remaining()).put(data).flip();
    }

    private static AgentMessage read(ByteBuffer frame) {
        return ((Decoded.Message) FrameDecoder.decode(frame)).message();
    }

    void refuseUpgrades(HttpStatus status) {
        refusal = Optional.of(status);
    }

    /** Sends one message in as many parts as given. */
    static void sendParts(WsContext socket, List<ByteBuffer> parts) {
        for (var i = 0; i < parts.size(); i++) {
            var sent = new Callback.Completable();
            socket.session.sendPartialBinary(parts.get(i).duplicate(), i == parts.size() - 1, sent);
            sent.join();
        }
    }

    URI url(String query) {
        return URI.create("ws://127.0.0.1:" + server.port() + "/v1/data-channel/" + VirtualSession.SESSION_ID + query);
    }

    @Override
    public void close() {
        server.stop();
    }
}

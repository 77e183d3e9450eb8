package sallyport.ssm;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The virtual thread that owns one channel: it takes events one by one, asks the {@link Conversation} what to do and
 * does it. It is also the only writer to the socket, which allows one send at a time. All fields but the queue and the
 * counters belong to this thread.
 */
final class ChannelThread implements Runnable {
    /** For one message to leave. A service that takes nothing for this long is gone. */
    static final Duration WRITE_WITHIN = Duration.ofSeconds(10);
    /** For our close message to leave. */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(ChannelThread.class);
    private static final ByteBuffer PING_PAYLOAD =
            ByteBuffer.wrap("keepalive".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

    private final BlockingQueue<ChannelEvent> events = new LinkedBlockingQueue<>();
    private final AtomicInteger pendingInput = new AtomicInteger();
    private final ConcurrentMap<Anomaly, Long> anomalies = new ConcurrentHashMap<>();

    private final OpenRequest request;
    private final Upgrade upgrade;
    private final Conversation conversation;
    private final Deliveries deliveries;
    private final long startNanos = System.nanoTime();
    private volatile boolean over;
    private boolean reading = true;

    ChannelThread(OpenRequest request, Upgrade upgrade, InstantSource wallClock, ChannelListener listener) {
        this.request = request;
        this.upgrade = upgrade;
        this.conversation = new Conversation(request, wallClock, UUID::randomUUID, new SecureRandom());
        this.deliveries = new Deliveries(listener, events::add);
    }

    void start() {
        var name = "ssm-" + request.url().sessionId();
        Thread.ofVirtual().name(name + "-listener").start(deliveries);
        Thread.ofVirtual().name(name).start(this);
    }

    void post(ChannelEvent event) {
        events.add(event);
    }

    boolean over() {
        return over;
    }

    /** Bytes of input that have not been acknowledged; {@link DataChannel} adds, this thread subtracts. */
    AtomicInteger pendingInput() {
        return pendingInput;
    }

    Map<Anomaly, Long> anomalies() {
        return Map.copyOf(anomalies);
    }

    @Override
    public void run() {
        try {
            switch (upgrade.connect(request, new SocketListener(events::add))) {
                case Upgrade.Answer.Open(var socket) -> converse(socket);
                case Upgrade.Answer.Failed(var end) -> end(end);
            }
        } catch (InterruptedException e) {
            end(new ChannelClosed.Abandoned("the channel's thread was interrupted"));
        } catch (RuntimeException e) {
            log.error("ssm.channel.failed session={}", request.url().sessionId(), e);
            end(new ChannelClosed.Abandoned("an error on our side: " + e));
        }
    }

    private void converse(WebSocket socket) throws InterruptedException {
        try {
            var hello =
                    new OpenDataChannel(UUID.randomUUID(), request.token(), UUID.randomUUID(), request.clientVersion());
            write(socket.sendText(hello.text(), true));
            perform(socket, conversation.opened(now()));
            socket.request(1);
            var lastTick = now();
            while (!over) {
                var untilTick = lastTick.plus(conversation.tickEvery()).minus(now());
                if (untilTick.isPositive()) {
                    var event = events.poll(untilTick.toNanos(), TimeUnit.NANOSECONDS);
                    if (event != null) {
                        handle(socket, event);
                    }
                } else {
                    lastTick = now();
                    perform(socket, conversation.tick(lastTick));
                }
            }
            sayGoodbye(socket);
        } finally {
            socket.abort();
        }
    }

    private void handle(WebSocket socket, ChannelEvent event) throws InterruptedException {
        switch (event) {
            case ChannelEvent.Frame(var bytes) -> {
                perform(socket, conversation.frame(bytes, now()));
                readOn(socket);
            }
            case ChannelEvent.CaughtUp() -> {
                if (!reading) {
                    conversation.readingResumed(now());
                    readOn(socket);
                }
            }
            case ChannelEvent.Heard() -> conversation.heard();
            case ChannelEvent.StrayText() -> {
                conversation.heard();
                count(Anomaly.STRAY_TEXT);
            }
            case ChannelEvent.Input(var bytes) -> perform(socket, conversation.input(bytes, now()));
            case ChannelEvent.Resize(var size) -> perform(socket, conversation.resize(size, now()));
            case ChannelEvent.Key(var answer) -> perform(socket, conversation.dataKey(answer, now()));
            case ChannelEvent.Disconnected(var reason) -> perform(socket, conversation.disconnected(reason));
            case ChannelEvent.HangUp(var end) -> perform(socket, conversation.abandon(end));
        }
    }

    /** Asks for the next frame, unless the listener has enough to do. */
    private void readOn(WebSocket socket) {
        reading = !deliveries.full();
        if (reading) {
            socket.request(1);
        } else {
            conversation.readingHeld();
        }
    }

    private void perform(WebSocket socket, List<Effect> effects) throws InterruptedException {
        for (var effect : effects) {
            switch (effect) {
                case Effect.Transmit(var frame) -> write(socket.sendBinary(frame.duplicate(), true));
                case Effect.Ping() -> write(socket.sendPing(PING_PAYLOAD.duplicate()));
                case Effect.RequestKey(var keyId, var context) -> requestKey(keyId, context);
                case Effect.InputArrived(var bytes) -> pendingInput.addAndGet(-bytes);
                case Effect.Count(var anomaly) -> count(anomaly);
                case Effect.End(var end) -> end(end);
                case Effect.Started _, Effect.Output _, Effect.Missing _, Effect.Paused _ -> deliveries.add(effect);
            }
        }
    }

    /**
     * Waits until the message has left. A failure comes back as an event, behind the effects that are still to be
     * performed: output among them has been received and is delivered whatever becomes of the socket.
     */
    private void write(CompletableFuture<WebSocket> sending) throws InterruptedException {
        try {
            sending.get(WRITE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            events.add(new ChannelEvent.Disconnected("sending failed: " + e.getCause()));
        } catch (TimeoutException e) {
            events.add(new ChannelEvent.Disconnected(
                    "the service took nothing for " + WRITE_WITHIN.toSeconds() + " seconds"));
        }
    }

    private void sayGoodbye(WebSocket socket) throws InterruptedException {
        try {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.debug("ssm.close.unsent session={}", request.url().sessionId(), e);
        }
    }

    /** On a thread of its own: output must be acknowledged while KMS is asked. */
    private void requestKey(String keyId, Map<String, String> encryptionContext) {
        Thread.ofVirtual().name("ssm-data-key").start(() -> {
            try {
                events.add(new ChannelEvent.Key(request.dataKeys().generate(keyId, encryptionContext)));
            } catch (RuntimeException e) {
                log.warn("ssm.data_key.failed session={}", request.url().sessionId(), e);
                events.add(new ChannelEvent.Key(new DataKeyAnswer.Failed(e.toString())));
            }
        });
    }

    private void count(Anomaly anomaly) {
        anomalies.merge(anomaly, 1L, Long::sum);
    }

    private void end(ChannelClosed end) {
        if (!over) {
            over = true;
            deliveries.add(new Effect.End(end));
        }
    }

    private Duration now() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}

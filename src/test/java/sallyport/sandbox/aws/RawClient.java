package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import sallyport.sandbox.aws.wire.Frame;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bare data-channel client: acknowledges what comes, if told to, and keeps everything for the test to look at. */
final class RawClient implements WebSocket.Listener, AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final boolean acknowledging;
    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final List<ByteBuffer> rawFrames = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final WebSocket socket;
    /** A send to a connection that has just gone may never end, and the listener must not wait for it. */
    private final ExecutorService acknowledgements =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

    private volatile boolean gone;
    private volatile int closeStatus;
    private volatile @Nullable Throwable error;
    private long next;

    private RawClient(URI url, boolean acknowledging) {
        this.acknowledging = acknowledging;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(url, this)
                .join();
    }

    static RawClient open(JsonNode session) {
        return open(session, true);
    }

    static RawClient open(JsonNode session, boolean acknowledging) {
        return open(
                session.path("streamUrl").asString(), session.path("tokenValue").asString(), acknowledging);
    }

    static RawClient open(String streamUrl, String token, boolean acknowledging) {
        var client = new RawClient(URI.create(streamUrl), acknowledging);
        var opening = JSON.createObjectNode()
                .put("MessageSchemaVersion", "1.0")
                .put("RequestId", UUID.randomUUID().toString())
                .put("TokenValue", token)
                .put("ClientId", UUID.randomUUID().toString())
                .put("ClientVersion", "1.2.764.0");
        client.send(opening.toString());
        return client;
    }

    /** A socket on which the opening message was not sent. */
    static RawClient silent(String streamUrl) {
        return new RawClient(URI.create(streamUrl), true);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        var part = new byte[data.remaining()];
        data.get(part);
        message.writeBytes(part);
        if (last) {
            var frame = Frame.parse(ByteBuffer.wrap(message.toByteArray()));
            rawFrames.add(ByteBuffer.wrap(message.toByteArray()));
            message.reset();
            frames.add(frame);
            if (acknowledging && frame.messageType().equals(Frame.OUTPUT)) {
                acknowledgements.execute(() -> acknowledgeUnlessGone(frame));
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closeStatus = status;
        gone = true;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable thrown) {
        error = thrown;
        gone = true;
    }

    /** A socket that is closing takes nothing more; {@link #onClose} says how it went. */
    private void acknowledgeUnlessGone(Frame frame) {
        try {
            acknowledge(frame);
        } catch (CompletionException e) {
            error = e;
        }
    }

    void acknowledge(Frame frame) {
        acknowledge(frame, Frame.SYN_FIN);
    }

    void acknowledge(Frame frame, long flags) {
        var payload = JSON.createObjectNode()
                .put("AcknowledgedMessageType", frame.messageType())
                .put("AcknowledgedMessageId", frame.messageId().toString())
                .put("AcknowledgedMessageSequenceNumber", frame.sequenceNumber())
                .put("IsSequentialMessage", true);
        send(Frame.ACKNOWLEDGE, 0, flags, Frame.PAYLOAD_NONE, payload.toString());
    }

    /** What a resumed client does: its input goes on where the dropped one's ended. */
    void continueInputAt(long sequenceNumber) {
        next = sequenceNumber;
    }

    Frame type(String text) {
        return input(next++, Frame.PAYLOAD_OUTPUT, text);
    }

    Frame size(int columns, int rows) {
        return input(next++, Frame.PAYLOAD_SIZE, "{\"cols\":" + columns + ",\"rows\":" + rows + "}");
    }

    Frame input(long sequenceNumber, int payloadType, String text) {
        return send(Frame.INPUT, sequenceNumber, 0, payloadType, text);
    }

    private synchronized Frame send(String type, long number, long flags, int payloadType, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var frame = new Frame(type, Instant.now(), number, flags, UUID.randomUUID(), payloadType, bytes);
        send(frame.toBytes());
        return frame;
    }

    /** One send at a time, each to its end: the JDK's socket takes no second one meanwhile. */
    private synchronized void send(String text) {
        socket.sendText(text, true).join();
    }

    synchronized void send(ByteBuffer bytes) {
        socket.sendBinary(bytes, true).join();
    }

    List<Frame> frames(String type) {
        return frames.stream().filter(frame -> frame.messageType().equals(type)).toList();
    }

    List<Frame> frames() {
        return List.copyOf(frames);
    }

    /** The messages as they came. */
    List<ByteBuffer> rawFrames() {
        return List.copyOf(rawFrames);
    }

    /** What a client shows: every output frame once, in order. */
    String output() {
        Map<Long, Frame> bySequence = new TreeMap<>();
        frames(Frame.OUTPUT).forEach(frame -> bySequence.put(frame.sequenceNumber(), frame));
        var bytes = new ByteArrayOutputStream();
        bySequence.values().forEach(frame -> bytes.writeBytes(frame.payload()));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    Optional<JsonNode> channelClosed() {
        return frames(Frame.CHANNEL_CLOSED).stream().findFirst().map(frame -> JSON.readTree(frame.payload()));
    }

    /** The output of channel_closed, once it has come. */
    String awaitEnd() {
        awaitThat(() -> channelClosed().isPresent());
        return channelClosed().orElseThrow().path("Output").asString();
    }

    void awaitOutput(String text) {
        awaitThat(() -> output().contains(text));
    }

    private void awaitThat(BooleanSupplier condition) {
        await().atMost(PATIENCE).until(() -> condition.getAsBoolean() || gone);
        if (!condition.getAsBoolean()) {
            throw new AssertionError("the socket went, status " + closeStatus + ", after " + frames, error);
        }
    }

    /** The status of the close frame, or 0 if the connection went without one. */
    int awaitGone() {
        await("the end of the connection")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gone)
                        .as("%d frames came: %s", frames.size(), output())
                        .isTrue());
        return closeStatus;
    }

    boolean isGone() {
        return gone;
    }

    @Override
    public void close() {
        socket.abort();
        acknowledgements.shutdownNow();
    }
}

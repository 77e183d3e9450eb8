package sallyport.ssm;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.javalin.http.HttpStatus;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class DataChannelTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LoopbackService service = new LoopbackService();
    private final RecordingListener listener = new RecordingListener();
    private final List<DataChannel> channels = new CopyOnWriteArrayList<>();

    @AfterEach
    void hangUp() {
        channels.forEach(DataChannel::close);
        service.close();
    }

    @AfterAll
    static void closeClient() {
        HTTP.shutdownNow();
    }

    @Test
    void the_upgrade_carries_the_signature_and_the_query_untouched_and_asks_for_no_compression() {
        var query = "?role=publish_subscribe&cell-number=AAEA%2Bx/y+z%3D%3D";
        var signed = VirtualSession.request(service.url(query));
        open(new OpenRequest(
                signed.url(),
                signed.token(),
                signed.targetId(),
                signed.size(),
                uri -> Map.of("Authorization", "AWS4 " + uri.getRawQuery(), "Host", "not-this-one"),
                signed.dataKeys(),
                signed.clientVersion()));

        var opened = take(service.opened);

        assertThat(opened.query()).contains(query.substring(1));
        assertThat(opened.path()).isEqualTo("/v1/data-channel/" + VirtualSession.SESSION_ID);
        assertThat(opened.headers())
                .containsEntry("Authorization", "AWS4 " + query.substring(1))
                .doesNotContainValue("not-this-one")
                .doesNotContainKey("Sec-WebSocket-Extensions");
    }

    @Test
    void the_first_message_is_the_token_as_text() {
        open();

        var json = JsonMapper.shared().readTree(take(service.texts));
        assertThat(json.propertyNames())
                .containsExactly("MessageSchemaVersion", "RequestId", "TokenValue", "ClientId", "ClientVersion");
        assertThat(json.path("TokenValue").asString()).isEqualTo("AAEAAtokenvalue");
        assertThat(json.path("ClientVersion").asString()).isEqualTo("1.2.764.0");
    }

    @Test
    void a_session_from_first_output_to_clean_end() {
        var channel = open();
        var socket = socket();
        assertThat(channel.send(AgentFrames.bytes("ls\r"))).isEqualTo(Accepted.QUEUED);
        socket.send(AgentFrames.publication(MessageType.START_PUBLICATION));
        socket.send(AgentFrames.output(0, "$ ").encode());

        assertThat(take(service.frames).type()).isEqualTo(MessageType.ACKNOWLEDGE);
        assertThat(AgentFrames.text(take(service.frames).payload())).isEqualTo("{\"cols\":80,\"rows\":24}");
        assertThat(AgentFrames.text(take(service.frames).payload())).isEqualTo("ls\r");
        socket.send(AgentFrames.acknowledge(0).encode());
        socket.send(AgentFrames.acknowledge(1).encode());
        channel.resize(new TerminalSize(200, 50));
        assertThat(AgentFrames.text(take(service.frames).payload())).isEqualTo("{\"cols\":200,\"rows\":50}");
        socket.send(AgentFrames.output(1, "a b\r\n").encode());
        socket.send(AgentFrames.closed("").encode());

        assertThat(take(listener.ends)).isEqualTo(new ChannelClosed.Finished());
        assertThat(listener.output()).isEqualTo("$ a b\r\n");
        assertThat(listener.started).containsExactly("");
        assertThat(listener.callers).allMatch(Thread::isVirtual);
        assertThat(take(service.closed)).isEqualTo(1000);
        assertThat(channel.send(AgentFrames.bytes("x"))).isEqualTo(Accepted.CLOSED);
    }

    @Test
    void a_message_in_many_parts_is_one_message() {
        open();
        var socket = socket();
        var frame = AgentFrames.output(0, "x".repeat(300)).encode();
        LoopbackService.sendParts(
                socket,
                IntStream.range(0, frame.limit())
                        .mapToObj(at -> frame.slice(at, 1))
                        .toList());
        socket.send(AgentFrames.closed("").encode());

        assertThat(take(listener.ends)).isEqualTo(new ChannelClosed.Finished());
        assertThat(listener.output()).hasSize(300);
    }

    @Test
    void a_message_of_more_than_a_mebibyte_is_a_violation_before_it_is_complete() {
        open();
        LoopbackService.sendParts(
                socket(), List.of(ByteBuffer.allocate(AgentMessage.MAX_BYTES), ByteBuffer.allocate(1)));

        assertThat(take(listener.ends))
                .isEqualTo(new ChannelClosed.ProtocolViolation("a message of more than 1048576 bytes"));
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 401, 302, 500, 200})
    void a_refused_upgrade_is_told_with_its_status_and_no_redirect_is_followed(int status) {
        service.refuseUpgrades(HttpStatus.forStatus(status));
        open();

        assertThat(take(listener.ends))
                .isInstanceOfSatisfying(
                        ChannelClosed.UpgradeRefused.class,
                        refused -> assertThat(refused.status()).isEqualTo(status));
        assertThat(service.opened).isEmpty();
    }

    @Test
    void nobody_there_is_unreachable() throws IOException {
        URI nobody;
        try (var unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create(
                    "ws://127.0.0.1:" + unused.getLocalPort() + "/v1/data-channel/" + VirtualSession.SESSION_ID);
        }
        open(VirtualSession.request(nobody));

        assertThat(take(listener.ends)).isInstanceOf(ChannelClosed.Unreachable.class);
    }

    @Test
    void a_request_that_cannot_be_signed_is_not_sent_unsigned() {
        var signed = VirtualSession.request(service.url(""));
        open(new OpenRequest(
                signed.url(),
                signed.token(),
                signed.targetId(),
                signed.size(),
                uri -> {
                    throw new IllegalStateException("credentials have expired");
                },
                signed.dataKeys(),
                signed.clientVersion()));

        assertThat(take(listener.ends))
                .isInstanceOfSatisfying(
                        ChannelClosed.Unreachable.class,
                        end -> assertThat(end.reason()).contains("credentials have expired"));
        assertThat(service.opened).isEmpty();
    }

    @Test
    void a_socket_closed_in_answer_to_the_token_is_a_refused_token() {
        open();
        take(service.texts);
        socket().closeSession(4001, "bad token");

        assertThat(take(listener.ends))
                .isEqualTo(new ChannelClosed.TokenRefused("the service closed the socket with status 4001: bad token"));
    }

    @Test
    void a_socket_that_drops_later_is_a_lost_connection() {
        open();
        var socket = socket();
        socket.send(AgentFrames.output(0, "half").encode());
        await().untilAsserted(() -> assertThat(listener.output()).isEqualTo("half"));
        socket.session.disconnect();

        assertThat(take(listener.ends)).isInstanceOf(ChannelClosed.ConnectionLost.class);
    }

    @Test
    void stray_text_is_counted_and_ignored() {
        var channel = open();
        var socket = socket();
        socket.send("what is this");
        socket.send(AgentFrames.output(0, "hi").encode());
        socket.send(AgentFrames.closed("").encode());

        assertThat(take(listener.ends)).isEqualTo(new ChannelClosed.Finished());
        assertThat(channel.anomalies()).containsEntry(Anomaly.STRAY_TEXT, 1L);
    }

    @Test
    void a_slow_listener_delays_no_acknowledgement_until_enough_waits_and_then_the_socket_is_not_read() {
        var mayTake = new Semaphore(0);
        var slow = new RecordingListener(mayTake);
        channels.add(DataChannel.open(VirtualSession.request(service.url("")), HTTP, InstantSource.system(), slow));
        var socket = socket();
        var chunk = "x".repeat(1024);
        var enough = DataChannel.MAX_UNDELIVERED / chunk.length();
        for (var sequence = 0; sequence < enough + 20; sequence++) {
            socket.send(AgentFrames.output(sequence, chunk).encode());
        }

        await().untilAsserted(() -> assertThat(acknowledgements()).isEqualTo(enough));
        mayTake.release(1);
        await().untilAsserted(() -> assertThat(acknowledgements()).isEqualTo(enough + 1));
        mayTake.release(Integer.MAX_VALUE / 2);
        await().untilAsserted(() -> assertThat(acknowledgements()).isEqualTo(enough + 20));
        socket.send(AgentFrames.closed("").encode());

        assertThat(take(slow.ends)).isEqualTo(new ChannelClosed.Finished());
        assertThat(slow.output()).hasSize((enough + 20) * chunk.length());
    }

    @Test
    void a_listener_that_throws_ends_the_channel_and_is_told_nothing_but_the_end() {
        var failing = new RecordingListener() {
            @Override
            public void onOutput(ByteBuffer bytes) {
                super.onOutput(bytes);
                throw new IllegalStateException("disk full");
            }
        };
        channels.add(DataChannel.open(VirtualSession.request(service.url("")), HTTP, InstantSource.system(), failing));
        var socket = socket();
        socket.send(AgentFrames.output(0, "a").encode());
        socket.send(AgentFrames.output(1, "b").encode());

        assertThat(take(failing.ends))
                .isInstanceOfSatisfying(
                        ChannelClosed.Abandoned.class,
                        end -> assertThat(end.reason()).contains("disk full"));
        assertThat(failing.output()).isEqualTo("a");
    }

    @Test
    void closing_hangs_up_and_says_so_once() {
        var channel = open();
        socket();
        channel.close();
        channel.close();

        assertThat(take(listener.ends)).isEqualTo(new ChannelClosed.Abandoned("closed by us"));
        assertThat(take(service.closed)).isEqualTo(1000);
        assertThat(listener.ends).isEmpty();
    }

    @Test
    void sixty_four_kibibytes_of_input_may_wait_and_not_one_byte_more() {
        var channel = open();
        var socket = socket();
        assertThat(channel.send(ByteBuffer.allocate(DataChannel.MAX_PENDING_INPUT + 1)))
                .isEqualTo(Accepted.FULL);
        assertThat(channel.send(ByteBuffer.allocate(DataChannel.MAX_PENDING_INPUT)))
                .isEqualTo(Accepted.QUEUED);
        assertThat(channel.send(ByteBuffer.allocate(1))).isEqualTo(Accepted.FULL);

        socket.send(AgentFrames.output(0, "$ ").encode());

        await().untilAsserted(() -> {
            socket.send(AgentFrames.acknowledge(1).encode());
            assertThat(channel.send(ByteBuffer.allocate(1024))).isEqualTo(Accepted.QUEUED);
        });
        assertThat(channel.send(ByteBuffer.allocate(1024))).isEqualTo(Accepted.FULL);
    }

    @Test
    void an_encrypted_session_asks_the_port_for_its_key_and_a_failing_port_is_a_failed_handshake() {
        var request = VirtualSession.request(service.url(""));
        open(new OpenRequest(
                request.url(),
                request.token(),
                request.targetId(),
                request.size(),
                request.signer(),
                (keyId, context) -> {
                    throw new IllegalStateException("no access to " + keyId);
                },
                request.clientVersion()));
        var socket = socket();
        socket.send(Vectors.named("handshake_request_kms").frame());

        assertThat(take(service.frames).type()).isEqualTo(MessageType.ACKNOWLEDGE);
        assertThat(AgentFrames.text(take(service.frames).payload())).contains("no access to arn:aws:kms");
        socket.send(AgentFrames.acknowledge(0).encode());
        assertThat(take(listener.ends)).isInstanceOf(ChannelClosed.HandshakeFailed.class);
    }

    @Test
    void five_megabytes_arrive_whole() {
        open();
        var socket = socket();
        var random = new Random(5);
        var sent = new StringBuilder();
        for (var sequence = 0; sequence < 5_000; sequence++) {
            var text = Long.toString(random.nextLong(), 36).repeat(80);
            sent.append(text);
            socket.send(AgentFrames.output(sequence, text).encode());
        }
        socket.send(AgentFrames.closed("").encode());

        assertThat(take(listener.ends)).isEqualTo(new ChannelClosed.Finished());
        assertThat(listener.output().contentEquals(sent)).isTrue();
        await().untilAsserted(() -> assertThat(acknowledgements()).isEqualTo(5_000));
    }

    private DataChannel open() {
        return open(VirtualSession.request(service.url("?role=publish_subscribe")));
    }

    private DataChannel open(OpenRequest request) {
        var channel = DataChannel.open(request, HTTP, InstantSource.system(), listener);
        channels.add(channel);
        return channel;
    }

    private WsContext socket() {
        return take(service.opened).socket();
    }

    private long acknowledgements() {
        return service.frames.stream()
                .filter(frame -> frame.type() == MessageType.ACKNOWLEDGE)
                .count();
    }

    /** Only against hanging for ever; no test depends on how long it takes. */
    private static <T> T take(BlockingQueue<T> queue) {
        try {
            return Objects.requireNonNull(queue.poll(30, SECONDS), "nothing came");
        } catch (InterruptedException e) {
            throw new IllegalStateException("a test was interrupted", e);
        }
    }
}

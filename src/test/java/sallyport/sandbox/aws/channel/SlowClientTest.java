package sallyport.sandbox.aws.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sallyport.sandbox.aws.agent.AgentPace;
import sallyport.sandbox.aws.fault.Faults;
import sallyport.sandbox.aws.wire.CallLog;
import sallyport.sandbox.aws.wire.Frame;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.world.DemoWorld;

class SlowClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final InstantSource clock = InstantSource.system();

    private SessionTarget target;

    /** A client in this process that acknowledges at once and can stop reading. */
    private static final class NearClient implements ClientSocket {
        private final List<Frame> frames = new CopyOnWriteArrayList<>();
        private volatile boolean congested;
        private volatile Optional<SessionRelay> relay = Optional.empty();

        @Override
        public void send(ByteBuffer bytes) {
            frames.add(Frame.parse(bytes));
        }

        @Override
        public boolean congested() {
            return congested;
        }

        @Override
        public void close(int status, String reason) {}

        @Override
        public void drop() {}

        void acknowledgeAll() {
            frames.stream()
                    .filter(frame -> frame.messageType().equals(Frame.OUTPUT))
                    .forEach(this::acknowledge);
        }

        private void acknowledge(Frame frame) {
            var payload = Json.object()
                    .put("AcknowledgedMessageType", frame.messageType())
                    .put("AcknowledgedMessageSequenceNumber", frame.sequenceNumber());
            var bytes = Json.MAPPER.writeValueAsBytes(payload);
            relay.orElseThrow()
                    .receive(new Frame(
                            Frame.ACKNOWLEDGE,
                            Instant.now(),
                            0,
                            Frame.SYN_FIN,
                            UUID.randomUUID(),
                            Frame.PAYLOAD_NONE,
                            bytes));
        }

        long outputBytes() {
            return frames.stream()
                    .filter(frame -> frame.messageType().equals(Frame.OUTPUT))
                    .filter(frame -> frame.payloadType() == Frame.PAYLOAD_OUTPUT)
                    .mapToLong(frame -> frame.payload().length)
                    .sum();
        }

        boolean ended() {
            return frames.stream().anyMatch(frame -> frame.messageType().equals(Frame.CHANNEL_CLOSED));
        }
    }

    @BeforeEach
    void start() {
        var world = DemoWorld.build(directory.resolve("containers"), 1, clock.instant());
        var task = world.tasks().getFirst();
        var container = task.containers().getFirst();
        target = new SessionTarget(
                "demo",
                task.id(),
                container.runtimeId(),
                world.folder(task, container).orElseThrow());
    }

    private Sessions serve(AgentPace pace) {
        return new Sessions(new Faults(), new CallLog(clock), pace, clock);
    }

    @AfterEach
    void stop() {
        DemoWorld.remove(directory.resolve("containers"));
    }

    private void open(Sessions sessions, NearClient client, String command) {
        var token = sessions.start(target, command, "arn:aws:iam::123456789012:user/test");
        var message = Json.object()
                .put("MessageSchemaVersion", "1.0")
                .put("RequestId", UUID.randomUUID().toString())
                .put("TokenValue", token.tokenValue())
                .put("ClientId", UUID.randomUUID().toString());
        client.relay = Optional.of(sessions.open(token.sessionId(), message.toString(), client));
    }

    @Test
    void nothing_more_is_sent_to_a_client_that_does_not_read_until_it_has_caught_up() {
        try (var sessions = serve(AgentPace.quick())) {
            var slow = new NearClient();
            slow.congested = true;
            open(sessions, slow, "seq 1 3000");
            var quick = new NearClient();
            open(sessions, quick, "seq 1 3000");
            awaitEnd(quick);
            assertThat(slow.outputBytes()).isLessThan(quick.outputBytes() / 2);

            slow.congested = false;
            awaitEnd(slow);
            assertThat(slow.outputBytes()).isGreaterThanOrEqualTo(quick.outputBytes());
        }
    }

    private static void awaitEnd(NearClient client) {
        await().atMost(PATIENCE).until(() -> {
            client.acknowledgeAll();
            return client.ended();
        });
    }

    @Test
    void a_session_in_which_nothing_happens_is_ended_with_the_reason() {
        try (var sessions = serve(AgentPace.quick().withIdle(Duration.ofMillis(300)))) {
            var client = new NearClient();
            open(sessions, client, "sleep 60");
            awaitEnd(client);
            assertThat(client.frames.getLast().payloadText())
                    .contains("Your session timed out due to inactivity and has been terminated.");
        }
    }
}

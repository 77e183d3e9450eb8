package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sallyport.sandbox.aws.wire.Frame;
import sallyport.sandbox.aws.wire.LoggedCall;
import tools.jackson.databind.JsonNode;

class DataChannelTest {
    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    private static final int POLICY_VIOLATION = 1008;

    private static JsonNode resume(JsonNode session) throws IOException, InterruptedException {
        var id = session.path("sessionId").asString();
        return AWS.api()
                .call("ssm", "ResumeSession", "{\"SessionId\":\"" + id + "\"}")
                .body();
    }

    private static RawClient reopen(JsonNode resumed) {
        return RawClient.open(
                resumed.path("StreamUrl").asString(), resumed.path("TokenValue").asString(), true);
    }

    @Test
    void a_wrong_token_closes_the_socket() throws Exception {
        var url = AWS.session("web", "sleep 60").path("streamUrl").asString();
        try (var client = RawClient.open(url, "AAEAAwrong", true)) {
            assertThat(client.awaitGone()).isEqualTo(POLICY_VIOLATION);
            assertThat(client.frames()).isEmpty();
        }
    }

    @Test
    void a_token_opens_once() throws Exception {
        var session = AWS.session("web", "sleep 60");
        try (var first = RawClient.open(session)) {
            await().atMost(RawClient.PATIENCE).until(() -> opened(101) == 1);
            try (var second = RawClient.open(session)) {
                assertThat(second.awaitGone()).isEqualTo(POLICY_VIOLATION);
                assertThat(first.isGone()).isFalse();
            }
        }
    }

    private static long opened(int status) {
        return AWS.aws().log().stream()
                .filter(call -> call.operation().equals("OpenDataChannel") && call.status() == status)
                .count();
    }

    @Test
    void frames_before_the_opening_message_close_the_socket() throws Exception {
        var url = AWS.session("web", "sleep 60").path("streamUrl").asString();
        try (var client = RawClient.silent(url)) {
            client.input(0, Frame.PAYLOAD_OUTPUT, "hi");
            assertThat(client.awaitGone()).isEqualTo(POLICY_VIOLATION);
        }
    }

    @Test
    void bytes_that_are_no_frame_close_the_socket_and_are_written_down() throws Exception {
        try (var client = RawClient.open(AWS.session("web", "sleep 60"))) {
            client.send(ByteBuffer.wrap(new byte[40]));
            assertThat(client.awaitGone()).isEqualTo(1002);
        }
        assertThat(AWS.aws().log()).extracting(LoggedCall::operation).contains("Complaint");
    }

    @Test
    void what_is_not_acknowledged_comes_again_unchanged() throws Exception {
        var session = AWS.session("web", "sh -c 'echo hi; sleep 60'");
        try (var client = RawClient.open(session, false)) {
            await().atMost(RawClient.PATIENCE)
                    .until(() -> client.frames(Frame.OUTPUT).size() >= 3);
            var frames = client.frames(Frame.OUTPUT);
            assertThat(frames)
                    .extracting(Frame::toBytes)
                    .containsOnly(frames.getFirst().toBytes());

            client.acknowledge(frames.getFirst());
            client.type("x");
            client.awaitOutput("x");
            int before = sent(client, 0);
            await().atMost(RawClient.PATIENCE).until(() -> sent(client, 1) >= 3);
            assertThat(sent(client, 0)).isEqualTo(before);
        }
    }

    private static int sent(RawClient client, long sequenceNumber) {
        return (int) client.frames(Frame.OUTPUT).stream()
                .filter(frame -> frame.sequenceNumber() == sequenceNumber)
                .count();
    }

    @Test
    void an_acknowledgement_without_both_flags_is_not_honoured() throws Exception {
        var session = AWS.session("web", "sh -c 'echo hi; sleep 60'");
        try (var client = RawClient.open(session, false)) {
            client.awaitOutput("hi");
            client.acknowledge(client.frames(Frame.OUTPUT).getFirst(), 0);
            await().atMost(RawClient.PATIENCE).until(() -> sent(client, 0) >= 4);
        }
    }

    @Test
    void a_dropped_socket_does_not_stop_the_command_and_a_resumed_one_gets_the_rest() throws Exception {
        var session = AWS.session("web", "sh -c 'echo before; read _; count-me after'");
        var dropped = RawClient.open(session);
        dropped.awaitOutput("before");
        dropped.close();

        try (var client = reopen(resume(session))) {
            client.continueInputAt(0);
            client.type("\r");
            assertThat(client.awaitEnd()).isEmpty();
            assertThat(client.output()).contains("run 1\r\n").doesNotContain("before");
        }
        assertThat(Files.readAllLines(AWS.aws().container("web").runsLog())).hasSize(1);
    }

    @Test
    void a_command_starts_though_nobody_ever_listens() throws Exception {
        AWS.session("web", "count-me unheard");
        await().atMost(RawClient.PATIENCE)
                .untilAsserted(
                        () -> assertThat(AWS.aws().container("web").runsLog()).hasContent("count-me unheard\n"));
    }

    @Test
    void a_client_that_comes_after_the_end_is_told_so_and_a_resume_gets_no_token() throws Exception {
        var session = AWS.session("worker", "sh");
        await().atMost(RawClient.PATIENCE)
                .until(() -> resume(session).path("TokenValue").asString().isEmpty());
        try (var client = RawClient.open(session)) {
            assertThat(client.awaitEnd()).contains("executable file not found");
        }
    }

    @Test
    void channel_closed_names_the_session_and_its_target() throws Exception {
        var session = AWS.session("web", "true");
        try (var client = RawClient.open(session)) {
            client.awaitEnd();
            var closed = client.channelClosed().orElseThrow();
            assertThat(closed.path("SessionId")).isEqualTo(session.path("sessionId"));
            assertThat(closed.path("MessageType").asString()).isEqualTo("channel_closed");
            assertThat(closed.path("DestinationId").asString()).matches("ecs:demo_([0-9a-f]{32})_\\1-[0-9]{10}");
        }
    }

    @Test
    void the_session_id_and_the_stream_url_look_as_they_do_on_ecs() throws Exception {
        var session = AWS.session("web", "true");
        assertThat(session.path("sessionId").asString()).matches("ecs-execute-command-[a-z0-9]{17}");
        assertThat(session.path("streamUrl").asString())
                .startsWith("ws://127.0.0.1:")
                .contains("/v1/data-channel/" + session.path("sessionId").asString()
                        + "?role=publish_subscribe&cell-number=");
    }
}

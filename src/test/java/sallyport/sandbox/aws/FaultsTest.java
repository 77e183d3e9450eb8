package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sallyport.sandbox.aws.wire.Frame;
import sallyport.sandbox.aws.wire.LoggedCall;

class FaultsTest {
    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    private static final String TWO_LINES = "sh -c 'echo one; read _; echo two'";

    private static String managedAgent(String task) throws IOException, InterruptedException {
        return AWS.api()
                .ecs("DescribeTasks", "{\"cluster\":\"demo\",\"tasks\":[\"" + task + "\"]}")
                .body()
                .path("tasks")
                .path(0)
                .path("containers")
                .path(0)
                .path("managedAgents")
                .path(0)
                .path("lastStatus")
                .asString();
    }

    @Test
    void a_throttled_operation_answers_throttling_as_often_as_asked_and_no_other_does() throws Exception {
        AWS.aws().faults().inject("throttle", Map.of("operation", "ListTasks"), 2);
        var api = AWS.api();
        assertThat(api.ecs("ListClusters", "{}").status()).isEqualTo(200);
        for (int i = 0; i < 2; i++) {
            assertThat(api.ecs("ListTasks", "{\"cluster\":\"demo\"}").error()).isEqualTo("ThrottlingException");
        }
        assertThat(api.ecs("ListTasks", "{\"cluster\":\"demo\"}").status()).isEqualTo(200);
    }

    @Test
    void a_denied_operation_names_the_action() throws Exception {
        AWS.aws().faults().inject("access-denied", Map.of("operation", "ExecuteCommand"), 1);
        var answer = AWS.api().execute("web", "true");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("AccessDeniedException");
        assertThat(answer.body().path("message").asString()).contains("ecs:ExecuteCommand");
    }

    @Test
    void a_target_that_is_not_connected_starts_nothing() throws Exception {
        AWS.fault("target-not-connected");
        assertThat(AWS.api().execute("web", "count-me").error()).isEqualTo("TargetNotConnectedException");
        assertThat(AWS.api()
                        .call("ssm", "DescribeSessions", "{\"State\":\"Active\"}")
                        .body()
                        .path("Sessions"))
                .isEmpty();
    }

    @Test
    void a_pending_agent_is_pending_in_n_answers_and_refuses_commands_until_then() throws Exception {
        var task = AWS.api().task("web");
        AWS.aws().faults().inject("agent-pending", Map.of(), 2);
        assertThat(AWS.api().execute("web", "true").error()).isEqualTo("InvalidParameterException");
        assertThat(managedAgent(task)).isEqualTo("PENDING");
        assertThat(managedAgent(task)).isEqualTo("PENDING");
        assertThat(managedAgent(task)).isEqualTo("RUNNING");
        assertThat(AWS.api().execute("web", "true").status()).isEqualTo(200);
    }

    @Test
    void a_lost_answer_leaves_a_command_that_ran() {
        AWS.fault("execute-command-lost-answer");
        assertThatThrownBy(() -> AWS.api().execute("web", "count-me lost")).isInstanceOf(IOException.class);
        await().atMost(RawClient.PATIENCE)
                .untilAsserted(
                        () -> assertThat(AWS.aws().container("web").runsLog()).hasContent("count-me lost\n"));
    }

    @Test
    void an_agent_that_is_never_ready_sends_nothing_and_runs_nothing() throws Exception {
        AWS.fault("never-ready");
        var session = AWS.session("web", "count-me");
        try (var client = RawClient.open(session)) {
            try (var other = RawClient.open(AWS.session("web", "echo other"))) {
                other.awaitEnd();
            }
            assertThat(client.frames()).isEmpty();
            assertThat(AWS.aws().container("web").runsLog()).doesNotExist();
            AWS.terminate(session);
            assertThat(client.awaitEnd()).isEmpty();
        }
    }

    @Test
    void a_lost_frame_comes_again_because_it_was_not_acknowledged() throws Exception {
        AWS.fault("lost-frame");
        try (var client = RawClient.open(AWS.session("web", TWO_LINES))) {
            client.awaitOutput("one");
            client.type("\r");
            assertThat(client.awaitEnd()).isEmpty();
            assertThat(client.output()).isEqualTo("one\r\n\r\ntwo\r\n");
        }
    }

    @Test
    void a_lost_input_frame_is_not_acknowledged() throws Exception {
        try (var client = RawClient.open(AWS.session("web", TWO_LINES))) {
            client.awaitOutput("one");
            AWS.aws().faults().inject("lost-frame", Map.of("direction", "to-agent"), 1);
            client.type("lost\r");
            var again = client.type("ahead");
            await().atMost(RawClient.PATIENCE)
                    .until(() -> client.frames(Frame.ACKNOWLEDGE).size() == 1);
            assertThat(client.frames(Frame.ACKNOWLEDGE).getFirst().payloadText())
                    .contains("\"AcknowledgedMessageSequenceNumber\":" + again.sequenceNumber());
        }
    }

    @Test
    void a_duplicate_frame_comes_twice() throws Exception {
        AWS.fault("duplicate-frame");
        try (var client = RawClient.open(AWS.session("web", "echo hi"))) {
            client.awaitEnd();
            assertThat(client.frames(Frame.OUTPUT))
                    .extracting(Frame::sequenceNumber)
                    .containsExactly(0L, 0L);
        }
    }

    @Test
    void reordered_frames_come_in_the_wrong_order() throws Exception {
        AWS.fault("reorder-frames");
        try (var client = RawClient.open(AWS.session("web", "seq 1 4000"))) {
            client.awaitEnd();
            var numbers = client.frames(Frame.OUTPUT).stream()
                    .map(Frame::sequenceNumber)
                    .toList();
            assertThat(numbers).startsWith(1L, 0L);
            assertThat(client.output()).startsWith("1\r\n2\r\n").endsWith("4000\r\n");
        }
    }

    @Test
    void a_lost_acknowledgement_makes_the_agent_send_again() throws Exception {
        AWS.fault("lost-ack");
        try (var client = RawClient.open(AWS.session("web", "echo hi"))) {
            client.awaitEnd();
            assertThat(client.frames(Frame.OUTPUT))
                    .extracting(Frame::sequenceNumber)
                    .containsExactly(0L, 0L);
        }
    }

    @Test
    void channel_closed_overtakes_the_last_output() throws Exception {
        AWS.fault("close-before-output-drained");
        try (var client = RawClient.open(AWS.session("web", "sh -c 'echo one; sleep 0.3; echo two'"))) {
            client.awaitOutput("two");
            var types = client.frames().stream().map(Frame::messageType).toList();
            assertThat(types).containsExactly(Frame.OUTPUT, Frame.CHANNEL_CLOSED, Frame.OUTPUT);
            assertThat(client.output()).isEqualTo("one\r\ntwo\r\n");
        }
    }

    @Test
    void a_dropped_socket_goes_without_a_close_frame_after_the_frame_asked_for() throws Exception {
        AWS.aws().faults().inject("socket-drop", Map.of("after", "2"), 1);
        try (var client =
                RawClient.open(AWS.session("web", "sh -c 'i=0; while :; do i=$((i+1)); echo $i; sleep 0.2; done'"))) {
            // The far side's view is asked: a JDK that is busy sending may not notice that the connection went.
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> AWS.api()
                            .call("ssm", "DescribeSessions", "{\"State\":\"Active\"}")
                            .body()
                            .at("/Sessions/0/Status")
                            .asString("")
                            .equals("Disconnected"));
            // Lines written before the client came arrive in one frame; the second frame is the last all the same.
            assertThat(client.output()).startsWith("1\r\n");
            assertThat(client.frames(Frame.OUTPUT)).hasSize(2);
        }
    }

    @Test
    void a_bad_publication_comes_first_with_a_digest_and_a_length_that_do_not_fit() throws Exception {
        AWS.fault("bad-publication");
        try (var client = RawClient.open(AWS.session("web", "echo hi"))) {
            client.awaitEnd();
            var first = client.frames().getFirst();
            assertThat(first.messageType()).isEqualTo("start_publication");
            var raw = client.rawFrames().getFirst();
            assertThat(raw.getInt(116)).isEqualTo(Integer.reverseBytes(first.payload().length));
            assertThat(raw.slice(80, 32)).isNotEqualTo(first.toBytes().slice(80, 32));
            assertThat(client.output()).isEqualTo("hi\r\n");
        }
    }

    @Test
    void what_is_not_a_fault_is_refused() {
        var faults = AWS.aws().faults();
        assertThatThrownBy(() -> faults.inject("gremlin", Map.of(), 1)).hasMessageContaining("lost-frame");
        assertThatThrownBy(() -> faults.inject("throttle", Map.of("op", "x"), 1))
                .hasMessageContaining("operation");
        assertThatThrownBy(() -> faults.inject("lost-ack", Map.of("direction", "up"), 1))
                .hasMessageContaining("to-agent");
        assertThatThrownBy(() -> faults.inject("lost-ack", Map.of(), 0)).hasMessageContaining("at least 1");
    }

    @Test
    void the_log_knows_what_was_withheld() {
        AWS.fault("execute-command-lost-answer");
        assertThatThrownBy(() -> AWS.api().execute("web", "true")).isInstanceOf(IOException.class);
        assertThat(AWS.aws().log())
                .filteredOn(call -> call.operation().equals("ExecuteCommand"))
                .extracting(LoggedCall::status)
                .containsExactly(0);
    }
}

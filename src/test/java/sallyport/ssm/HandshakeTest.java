package sallyport.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.ssm.HandshakeRequest.Action;

class HandshakeTest {
    private static final DataKeyAnswer NO_KEY = new DataKeyAnswer.Unsupported();
    private final VirtualSession session = VirtualSession.opened();

    @Nested
    class Answers {
        @Test
        void a_session_type_is_accepted_as_the_official_client_does() {
            assertThat(answer("InteractiveCommands", NO_KEY, false))
                    .isEqualTo(
                            Vectors.named("handshake_response_session_type_ok").payloadText());
        }

        @Test
        void a_data_key_is_sent_as_the_official_client_does() {
            var key = new DataKeyAnswer.Generated(new DataKey(new byte[64], new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));

            assertThat(answer("InteractiveCommands", key, true))
                    .isEqualTo(Vectors.named("handshake_response_with_kms").payloadText());
        }

        @Test
        void an_unknown_session_type_fails_as_in_the_official_client() {
            assertThat(answer("X", NO_KEY, false))
                    .isEqualTo(Vectors.named("handshake_response_failed").payloadText());
        }

        private String answer(String sessionType, DataKeyAnswer key, boolean encrypted) {
            var kind = new Action.SessionType(sessionType);
            var request =
                    new HandshakeRequest(encrypted ? List.of(kind, new Action.KmsEncryption("k")) : List.of(kind));
            return AgentFrames.text(
                    HandshakeResponse.to(request, key, "1.2.0.0").payload());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"InteractiveCommands", "Standard_Stream", "NonInteractiveCommands"})
    void a_handshake_without_encryption_holds_input_and_size_until_it_is_complete(String sessionType) {
        session.type("ls\r");
        request(sessionType);
        session.advance(Duration.ofSeconds(4));
        session.receive(AgentFrames.acknowledge(0));
        assertThat(session.typed()).allMatch(sent -> sent.startsWith("0 HANDSHAKE_RESPONSE"));
        session.forgetSent();

        session.receive(Vectors.named("handshake_complete").frame());
        assertThat(session.typed()).isEmpty();
        complete(1, "welcome");

        assertThat(session.started).containsExactly("welcome");
        assertThat(session.typed()).containsExactly("1 SIZE {\"cols\":80,\"rows\":24}", "2 OUTPUT ls\r");
    }

    @Test
    void a_repeated_request_is_acknowledged_and_not_answered_again() {
        request("InteractiveCommands");
        request("InteractiveCommands");

        assertThat(session.acknowledged()).containsExactly(0L, 0L);
        assertThat(session.typed()).hasSize(1);
    }

    @Test
    void a_size_that_went_out_before_the_request_is_repeated_after_the_handshake() {
        session.advance(Duration.ofSeconds(3));
        session.forgetSent();
        request("InteractiveCommands");
        session.receive(AgentFrames.acknowledge(0));
        session.receive(AgentFrames.acknowledge(1));
        complete(1, "");

        assertThat(session.typed().getFirst()).startsWith("1 HANDSHAKE_RESPONSE");
        assertThat(session.typed().getLast()).isEqualTo("2 SIZE {\"cols\":80,\"rows\":24}");
    }

    @Test
    void an_action_we_cannot_do_is_answered_first_and_then_ends_the_channel() {
        request("Port");
        assertThat(session.typed().getFirst()).contains("\"ActionStatus\":2");
        assertThat(session.ends).isEmpty();
        session.receive(AgentFrames.acknowledge(0));

        assertThat(session.end()).contains(new ChannelClosed.HandshakeFailed("Unknown session type Port"));
    }

    @Test
    void our_reason_stands_whatever_the_agent_says_or_does_not_say_to_a_refusal() {
        request("Port");
        session.receive(AgentFrames.closed("handshake failed"));
        session.disconnect("1006");

        assertThat(session.end()).contains(new ChannelClosed.HandshakeFailed("Unknown session type Port"));
    }

    @Test
    void a_handshake_that_is_not_completed_is_given_up() {
        session.receive(AgentFrames.publication(MessageType.START_PUBLICATION));
        pongFor(20);
        request("InteractiveCommands");
        session.receive(AgentFrames.acknowledge(0));
        pongFor(34);
        assertThat(session.ends).isEmpty();
        pongFor(2);

        assertThat(session.end())
                .contains(new ChannelClosed.HandshakeFailed(
                        "the agent did not complete the handshake within 35 seconds"));
    }

    @ParameterizedTest
    @EnumSource(names = {"HANDSHAKE_REQUEST", "HANDSHAKE_COMPLETE", "ENCRYPTION_CHALLENGE_REQUEST"})
    void handshake_messages_after_the_first_output_are_violations(PayloadType type) {
        session.receive(AgentFrames.output(0, "x"));
        session.receive(AgentFrames.stream(1, type, AgentFrames.bytes("{}")));

        assertThat(session.end()).containsInstanceOf(ChannelClosed.ProtocolViolation.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"HANDSHAKE_REQUEST", "OUTPUT", "ENCRYPTION_CHALLENGE_REQUEST"})
    void during_the_handshake_so_are_a_second_request_output_and_a_challenge_without_a_key(PayloadType type) {
        request("InteractiveCommands");
        session.receive(AgentFrames.stream(1, type, AgentFrames.bytes("{}")));

        assertThat(session.end()).containsInstanceOf(ChannelClosed.ProtocolViolation.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"RequestedClientActions\":{}}", "not json"})
    void a_request_that_cannot_be_read_is_a_violation(String json) {
        session.receive(AgentFrames.stream(0, PayloadType.HANDSHAKE_REQUEST, AgentFrames.bytes(json)));

        assertThat(session.end()).containsInstanceOf(ChannelClosed.ProtocolViolation.class);
    }

    @Test
    void sixteen_actions_are_answered_and_seventeen_are_a_violation() {
        session.receive(AgentFrames.stream(0, PayloadType.HANDSHAKE_REQUEST, actions(16)));
        assertThat(session.typed()).hasSize(1);
        assertThat(session.typed().getFirst()).contains("\"ActionStatus\":3");

        var other = VirtualSession.opened();
        other.receive(AgentFrames.stream(0, PayloadType.HANDSHAKE_REQUEST, actions(17)));
        assertThat(other.end()).containsInstanceOf(ChannelClosed.ProtocolViolation.class);
    }

    @Nested
    class Encrypted {
        private final byte[] plaintext = plaintext();
        /** The agent's half of the cipher: the same key with the directions exchanged. */
        private final SessionCipher agent = agentCipher();

        @Test
        void the_key_is_asked_for_in_the_context_of_session_and_target() {
            session.receive(Vectors.named("handshake_request_kms").frame());

            assertThat(session.keyRequests)
                    .containsExactly(new Effect.RequestKey(
                            "arn:aws:kms:us-east-1:111122223333:key/example",
                            Map.of(
                                    "aws:ssm:SessionId", VirtualSession.SESSION_ID,
                                    "aws:ssm:TargetId", VirtualSession.TARGET_ID)));
            assertThat(session.typed()).isEmpty();
            assertThat(session.acknowledged()).containsExactly(0L);
        }

        @Test
        void after_challenge_and_completion_input_and_output_are_encrypted_and_the_size_is_not() {
            startEncrypted();
            var secret = ByteBuffer.wrap(new byte[64]);
            session.receive(AgentFrames.stream(1, PayloadType.ENCRYPTION_CHALLENGE_REQUEST, challenge(secret)));
            var reply = JsonPayload.read(session.sent.getLast().payload()).orElseThrow();
            var returned = Base64.getDecoder().decode(reply.path("Challenge").asString());
            assertThat(session.sent.getLast().payloadType()).contains(PayloadType.ENCRYPTION_CHALLENGE_RESPONSE);
            assertThat(agent.open(ByteBuffer.wrap(returned))).contains(secret);

            session.forgetSent();
            session.type("ls\r");
            complete(2, "This session is encrypted using AWS KMS.");
            session.receive(AgentFrames.stream(3, PayloadType.OUTPUT, agent.seal(AgentFrames.bytes("$ "))));

            assertThat(session.started).containsExactly("This session is encrypted using AWS KMS.");
            assertThat(session.output).hasToString("$ ");
            var typed = session.sent.stream()
                    .filter(message -> message.type() == MessageType.INPUT_STREAM_DATA)
                    .toList();
            assertThat(AgentFrames.text(typed.get(0).payload())).isEqualTo("{\"cols\":80,\"rows\":24}");
            assertThat(agent.open(typed.get(1).payload()).map(AgentFrames::text))
                    .contains("ls\r");
        }

        @Test
        void without_support_the_agent_is_told_so_and_the_channel_ends() {
            session.receive(Vectors.named("handshake_request_kms").frame());
            session.answerKey(NO_KEY);
            assertThat(session.typed().getFirst()).contains("{\"ActionType\":\"KMSEncryption\",\"ActionStatus\":3");
            session.receive(AgentFrames.acknowledge(0));

            assertThat(session.end())
                    .contains(new ChannelClosed.HandshakeFailed("This client does not support encrypted sessions"));
        }

        @Test
        void a_refusal_of_kms_is_told_to_the_agent_and_to_the_caller() {
            session.receive(Vectors.named("handshake_request_kms").frame());
            session.answerKey(new DataKeyAnswer.Failed("AccessDenied"));
            assertThat(session.typed().getFirst()).contains("\"ActionStatus\":2");
            session.advance(Duration.ofSeconds(3));

            assertThat(session.end()).contains(new ChannelClosed.HandshakeFailed("No data key: AccessDenied"));
        }

        @Test
        void a_key_that_comes_after_the_end_is_not_used() {
            session.receive(Vectors.named("handshake_request_kms").frame());
            session.abandon("closed by us");
            session.answerKey(NO_KEY);

            assertThat(session.typed()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "{\"Challenge\":\"*\"}", "{\"Challenge\":\"AAAA\"}", "x"})
        void a_challenge_that_the_key_does_not_open_is_a_violation(String json) {
            startEncrypted();
            session.receive(AgentFrames.stream(1, PayloadType.ENCRYPTION_CHALLENGE_REQUEST, AgentFrames.bytes(json)));

            assertThat(session.end()).containsInstanceOf(ChannelClosed.ProtocolViolation.class);
        }

        @Test
        void only_one_challenge_is_answered() {
            startEncrypted();
            var challenge = challenge(ByteBuffer.allocate(64));
            session.receive(AgentFrames.stream(1, PayloadType.ENCRYPTION_CHALLENGE_REQUEST, challenge));
            session.receive(AgentFrames.stream(2, PayloadType.ENCRYPTION_CHALLENGE_REQUEST, challenge));

            assertThat(session.end()).containsInstanceOf(ChannelClosed.ProtocolViolation.class);
        }

        @Test
        void output_that_is_not_encrypted_with_the_key_is_a_violation() {
            startEncrypted();
            complete(1, "");
            session.receive(AgentFrames.output(2, "in the clear, and long enough to be sealed"));

            assertThat(session.output).isEmpty();
            assertThat(session.end()).containsInstanceOf(ChannelClosed.ProtocolViolation.class);
        }

        @Test
        void such_output_behind_a_gap_is_a_violation_too() {
            startEncrypted();
            complete(1, "");
            session.receive(AgentFrames.output(3, "in the clear, and long enough to be sealed"));
            session.disconnect("reset");

            assertThat(session.ends).hasSize(1);
            assertThat(session.end()).containsInstanceOf(ChannelClosed.ProtocolViolation.class);
        }

        private void startEncrypted() {
            session.receive(Vectors.named("handshake_request_kms").frame());
            session.answerKey(new DataKeyAnswer.Generated(new DataKey(plaintext, new byte[] {1})));
        }

        private ByteBuffer challenge(ByteBuffer secret) {
            var sealed = new byte[secret.remaining() + 28];
            agent.seal(secret).get(sealed);
            return JsonPayload.write(
                    JsonPayload.object().put("Challenge", Base64.getEncoder().encodeToString(sealed)));
        }

        private SessionCipher agentCipher() {
            var exchanged = new byte[64];
            System.arraycopy(plaintext, 0, exchanged, 32, 32);
            System.arraycopy(plaintext, 32, exchanged, 0, 32);
            return new SessionCipher(new DataKey(exchanged, new byte[] {1}), new SecureRandom());
        }

        private static byte[] plaintext() {
            var bytes = new byte[64];
            new SecureRandom().nextBytes(bytes);
            return bytes;
        }
    }

    private void pongFor(int seconds) {
        for (var second = 0; second < seconds; second++) {
            session.advance(Duration.ofSeconds(1));
            session.conversation().heard();
            session.receive(AgentFrames.acknowledge(99));
        }
    }

    private void request(String sessionType) {
        var json = JsonPayload.object().put("AgentVersion", "3.3.1142.0");
        json.putArray("RequestedClientActions")
                .addObject()
                .put("ActionType", "SessionType")
                .putObject("ActionParameters")
                .put("SessionType", sessionType);
        session.receive(AgentFrames.stream(0, PayloadType.HANDSHAKE_REQUEST, JsonPayload.write(json)));
    }

    private void complete(long sequence, String message) {
        var json = JsonPayload.object().put("HandshakeTimeToComplete", 1).put("CustomerMessage", message);
        session.receive(AgentFrames.stream(sequence, PayloadType.HANDSHAKE_COMPLETE, JsonPayload.write(json)));
    }

    private static ByteBuffer actions(int count) {
        var json = JsonPayload.object();
        var actions = json.putArray("RequestedClientActions");
        for (var i = 0; i < count; i++) {
            actions.addObject().put("ActionType", "Other" + i);
        }
        return JsonPayload.write(json);
    }
}

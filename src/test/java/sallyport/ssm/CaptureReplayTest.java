package sallyport.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Plays the far side of recorded conversations of AWS's plugin to our client and compares what both answered. */
class CaptureReplayTest {
    @ParameterizedTest
    @ValueSource(strings = {"plain", "plain-nostdin", "hs-shell", "dup", "hs-shell-noack"})
    void every_output_message_is_acknowledged_each_time_it_comes(String capture) {
        var session = replay(capture);

        var expected = frames(capture, "->client")
                .filter(frame -> frame.path("messageType").asString().equals("output_stream_data"))
                .map(frame -> frame.path("seq").asLong())
                .toList();
        assertThat(session.acknowledged()).isEqualTo(expected).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "plain-nostdin", "hs-shell", "dup", "hs-shell-noack"})
    void our_acknowledgements_have_the_payloads_of_the_official_client(String capture) {
        var ours = payloads(replay(capture), MessageType.ACKNOWLEDGE);

        var theirs = frames(capture, "<-client")
                .filter(frame -> frame.path("messageType").asString().equals("acknowledge"))
                .map(CaptureReplayTest::payload)
                .toList();
        assertThat(ours).containsAll(theirs);
        assertThat(theirs).isNotEmpty();
    }

    @Test
    void no_line_is_lost_that_the_official_client_lost() {
        var session = replay("plain");

        assertThat(session.output).hasToString("hi\r\nsecond line\r\n");
        assertThat(session.end()).contains(new ChannelClosed.Finished());
    }

    @Test
    void lines_that_came_twice_and_out_of_order_are_delivered_once_and_in_order() {
        var session = replay("dup");

        assertThat(session.output).hasToString("line 0\r\nline 1\r\nline 2\r\nline 3\r\n");
        assertThat(session.end()).contains(new ChannelClosed.Finished());
        assertThat(session.anomalies).containsOnly(Anomaly.DUPLICATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hs-shell", "hs-shell-noack"})
    void the_handshake_is_answered_as_the_official_client_does(String capture) {
        var session = replay(capture);

        var theirs = frames(capture, "<-client")
                .filter(frame -> frame.path("payloadType").asInt() == PayloadType.HANDSHAKE_RESPONSE.wireNumber())
                .map(CaptureReplayTest::payload)
                .findFirst()
                .orElseThrow();
        assertThat(payloads(session, MessageType.INPUT_STREAM_DATA).getFirst())
                .isEqualTo(theirs.replace("1.2.0.0", OpenRequest.DEFAULT_CLIENT_VERSION));
        assertThat(session.output).hasToString("hi\r\nsecond line\r\n");
    }

    @Test
    void our_first_message_has_the_keys_of_the_official_client_in_its_order() {
        var open = new OpenDataChannel(
                UUID.fromString("4e6d2b9c-2f0c-4f5e-9a55-6f0b1f1a2b3c"),
                "TOKEN+/==",
                UUID.fromString("9a7c1e52-3a77-4c7e-8f0d-2f1f6d7e8a90"),
                "1.2.0.0");

        assertThat(open.text()).isEqualTo(Vectors.openDataChannelText());
        assertThat(open.toString()).doesNotContain("TOKEN");
    }

    private static VirtualSession replay(String capture) {
        var session = VirtualSession.opened();
        frames(capture, "->client")
                .forEach(frame -> session.receive(Vectors.hex(frame.path("hex").asString())));
        session.advance(Duration.ofSeconds(1));
        return session;
    }

    private static List<String> payloads(VirtualSession session, MessageType type) {
        return session.sent.stream()
                .filter(message -> message.type() == type)
                .map(message -> AgentFrames.text(message.payload()))
                .toList();
    }

    private static String payload(JsonNode frame) {
        var hex = Vectors.hex(frame.path("hex").asString());
        return AgentFrames.text(hex.position(AgentMessage.PAYLOAD_OFFSET));
    }

    private static Stream<JsonNode> frames(String capture, String direction) {
        return Vectors.capture(capture)
                .path("ws")
                .valueStream()
                .filter(frame -> frame.path("dir").asString("").equals(direction))
                .filter(frame -> frame.has("hex"));
    }
}

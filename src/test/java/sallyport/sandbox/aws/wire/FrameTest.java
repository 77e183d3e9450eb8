package sallyport.sandbox.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class FrameTest {
    private static final HexFormat HEX = HexFormat.of();

    private static JsonNode resource(String name) throws IOException {
        try (var in = FrameTest.class.getResourceAsStream("/vectors/" + name)) {
            return Json.MAPPER.readTree(in);
        }
    }

    static Stream<JsonNode> vectors() throws IOException {
        return StreamSupport.stream(resource("ssm-vectors.json").path("vectors").spliterator(), false)
                .filter(vector -> !vector.path("frameHex").asString().isEmpty());
    }

    /** Every binary message that the official plugin sent in the recorded conversations. */
    static List<JsonNode> captured() throws IOException {
        var captured = new ArrayList<JsonNode>();
        for (var capture : resource("ssm-plugin-captures.json").path("captures")) {
            for (var event : capture.path("ws")) {
                if (event.path("dir").asString("").equals("<-client") && event.has("hex")) {
                    captured.add(event);
                }
            }
        }
        assertThat(captured).hasSizeGreaterThan(20);
        return captured;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void the_fields_of_a_vector_give_its_bytes(JsonNode vector) {
        var frame = new Frame(
                vector.path("messageType").asString(),
                Instant.ofEpochMilli(vector.path("createdDateMillis").asLong()),
                vector.path("sequenceNumber").asLong(),
                vector.path("flags").asLong(),
                UUID.fromString(vector.path("messageId").asString()),
                vector.path("payloadType").asInt(),
                HEX.parseHex(vector.path("payloadHex").asString()));
        assertThat(HEX.formatHex(bytes(frame.toBytes())))
                .isEqualTo(vector.path("frameHex").asString());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void the_bytes_of_a_vector_give_its_fields(JsonNode vector) {
        var frame =
                Frame.parse(ByteBuffer.wrap(HEX.parseHex(vector.path("frameHex").asString())));
        assertThat(frame.messageType()).isEqualTo(vector.path("messageType").asString());
        assertThat(frame.createdAt().toEpochMilli())
                .isEqualTo(vector.path("createdDateMillis").asLong());
        assertThat(frame.sequenceNumber())
                .isEqualTo(vector.path("sequenceNumber").asLong());
        assertThat(frame.flags()).isEqualTo(vector.path("flags").asLong());
        assertThat(frame.messageId()).hasToString(vector.path("messageId").asString());
        assertThat(frame.payloadType()).isEqualTo(vector.path("payloadType").asInt());
        assertThat(HEX.formatHex(frame.payload()))
                .isEqualTo(vector.path("payloadHex").asString());
    }

    @ParameterizedTest
    @MethodSource("captured")
    void what_the_official_plugin_sent_is_read_and_written_byte_for_byte(JsonNode event) {
        var hex = event.path("hex").asString();
        assertThat(HEX.formatHex(
                        bytes(Frame.parse(ByteBuffer.wrap(HEX.parseHex(hex))).toBytes())))
                .isEqualTo(hex);
    }

    @Test
    void what_is_no_frame_is_refused_with_the_reason() throws IOException {
        var good = HEX.parseHex(
                vectors().findFirst().orElseThrow().path("frameHex").asString());
        assertThatThrownBy(() -> Frame.parse(ByteBuffer.wrap(good, 0, 119))).hasMessageContaining("119 bytes");
        assertThatThrownBy(() -> Frame.parse(with(good, 3, 117))).hasMessageContaining("header length 117");
        assertThatThrownBy(() -> Frame.parse(with(good, 39, 2))).hasMessageContaining("schema version 2");
        var undated = good.clone();
        ByteBuffer.wrap(undated).putLong(40, 0);
        assertThatThrownBy(() -> Frame.parse(ByteBuffer.wrap(undated))).hasMessageContaining("created date");
    }

    private static ByteBuffer with(byte[] good, int index, int value) {
        var changed = good.clone();
        changed[index] = (byte) value;
        return ByteBuffer.wrap(changed);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}

package sallyport.ssm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Frames that AWS's own serializer made, and conversations of AWS's own plugin. */
final class Vectors {
    private Vectors() {}

    record Vector(String name, JsonNode json) {
        ByteBuffer frame() {
            return hex(json.path("frameHex").asString());
        }

        ByteBuffer payload() {
            return hex(json.path("payloadHex").asString());
        }

        String payloadText() {
            return json.path("payloadUtf8").asString();
        }

        AgentMessage message() {
            return new AgentMessage(
                    MessageType.named(json.path("messageType").asString()).orElseThrow(),
                    Instant.ofEpochMilli(json.path("createdDateMillis").asLong()),
                    json.path("sequenceNumber").asLong(),
                    json.path("flags").asLong(),
                    UUID.fromString(json.path("messageId").asString()),
                    json.path("payloadType").asInt(),
                    payload());
        }

        ByteBuffer extra(String key) {
            return hex(json.path("extra").path(key).asString());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** All vectors that have a frame. */
    static Stream<Vector> frames() {
        return all().filter(vector -> vector.frame().hasRemaining());
    }

    static Vector named(String name) {
        return all().filter(vector -> vector.name().equals(name)).findFirst().orElseThrow();
    }

    static String openDataChannelText() {
        return read("ssm-vectors.json").path("openDataChannelText").asString();
    }

    static JsonNode capture(String name) {
        return read("ssm-plugin-captures.json")
                .path("captures")
                .valueStream()
                .filter(capture -> capture.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static ByteBuffer hex(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static Stream<Vector> all() {
        return read("ssm-vectors.json")
                .path("vectors")
                .valueStream()
                .map(json -> new Vector(json.path("name").asString(), json));
    }

    private static JsonNode read(String file) {
        try (var in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + file), file)) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package sallyport.ssm;

import java.nio.ByteBuffer;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Payloads that are JSON objects. Keys are written in the order they were put, as the peers' serializers do. */
final class JsonPayload {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private JsonPayload() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ByteBuffer write(ObjectNode object) {
        return ByteBuffer.wrap(MAPPER.writeValueAsBytes(object));
    }

    /** Empty if the bytes are not one JSON object; nesting and sizes are bounded by Jackson's own limits. */
    static Optional<JsonNode> read(ByteBuffer payload) {
        var bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        try {
            return Optional.of(MAPPER.readTree(bytes)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The text under {@code key}, or nothing if it is absent or not a string. */
    static Optional<String> text(JsonNode object, String key) {
        return object.path(key).stringValueOpt();
    }
}

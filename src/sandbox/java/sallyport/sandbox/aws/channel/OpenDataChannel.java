package sallyport.sandbox.aws.channel;

import java.util.List;
import java.util.UUID;
import sallyport.sandbox.aws.wire.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The client's first message: the one text frame. */
record OpenDataChannel(String tokenValue, String clientId) {
    private static final List<String> REQUIRED = List.of("MessageSchemaVersion", "RequestId", "TokenValue", "ClientId");

    /**
     * Reads the message.
     *
     * @throws IllegalArgumentException if it is not one; the message says why
     */
    static OpenDataChannel parse(String text) {
        try {
            var json = Json.MAPPER.readTree(text);
            REQUIRED.forEach(name -> text(json, name));
            if (!text(json, "MessageSchemaVersion").equals("1.0")) {
                throw new IllegalArgumentException("MessageSchemaVersion is " + json.get("MessageSchemaVersion"));
            }
            var requestId = UUID.fromString(text(json, "RequestId"));
            var clientId = UUID.fromString(text(json, "ClientId"));
            if (requestId.equals(clientId)) {
                throw new IllegalArgumentException("RequestId and ClientId are the same");
            }
            return new OpenDataChannel(text(json, "TokenValue"), clientId.toString());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the first message is not JSON", e);
        }
    }

    private static String text(JsonNode json, String name) {
        var value = json.path(name);
        if (!value.isString() || value.asString().isEmpty()) {
            throw new IllegalArgumentException("the first message lacks " + name);
        }
        return value.asString();
    }
}

package sallyport.ssm;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The first message on the socket, as text. The service answers it with nothing but the first frame. */
record OpenDataChannel(UUID requestId, String token, UUID clientId, String clientVersion) {

    String text() {
        var json = JsonPayload.object()
                .put("MessageSchemaVersion", "1.0")
                .put("RequestId", requestId.toString())
                .put("TokenValue", token)
                .put("ClientId", clientId.toString())
                .put("ClientVersion", clientVersion);
        return StandardCharsets.UTF_8.decode(JsonPayload.write(json)).toString();
    }

    @Override
    public String toString() {
        return "OpenDataChannel[request %s, token hidden]".formatted(requestId);
    }
}

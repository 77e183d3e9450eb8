package sallyport.ssm;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the agent asks a client to do before the session starts. */
record HandshakeRequest(List<Action> actions) {
    /** Actions beyond this are no request of an agent, which knows two. */
    static final int MAX_ACTIONS = 16;

    HandshakeRequest {
        actions = List.copyOf(actions);
    }

    sealed interface Action {
        /** Run a session of this kind. */
        record SessionType(String name) implements Action {}

        /** Encrypt terminal traffic with a data key of this KMS key. */
        record KmsEncryption(String keyId) implements Action {}

        record Other(String type) implements Action {}
    }

    /** Empty if the payload is not a handshake request. */
    static Optional<HandshakeRequest> parse(ByteBuffer payload) {
        return JsonPayload.read(payload)
                .map(json -> json.path("RequestedClientActions"))
                .filter(actions -> actions.isArray() && actions.size() <= MAX_ACTIONS)
                .map(actions -> new HandshakeRequest(
                        actions.valueStream().map(HandshakeRequest::action).toList()));
    }

    /** The key of the first encryption action, if there is one. */
    Optional<String> kmsKeyId() {
        return actions.stream()
                .filter(Action.KmsEncryption.class::isInstance)
                .map(action -> ((Action.KmsEncryption) action).keyId())
                .findFirst();
    }

    private static Action action(JsonNode action) {
        var type = JsonPayload.text(action, "ActionType").orElse("");
        var parameters = action.path("ActionParameters");
        return switch (type) {
            case "SessionType" ->
                new Action.SessionType(
                        JsonPayload.text(parameters, "SessionType").orElse(""));
            case "KMSEncryption" ->
                new Action.KmsEncryption(
                        JsonPayload.text(parameters, "KMSKeyId").orElse(""));
            default -> new Action.Other(type);
        };
    }
}

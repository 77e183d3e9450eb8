package sallyport.ssm;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sallyport.ssm.HandshakeRequest.Action;
import tools.jackson.databind.node.ObjectNode;

/** Our answer to each action of a {@link HandshakeRequest}. Any action that did not succeed makes the agent cancel. */
final class HandshakeResponse {
    private static final int SUCCESS = 1;
    private static final int FAILED = 2;
    private static final int UNSUPPORTED = 3;

    /** Sessions that are a pty and nothing else. Port forwarding is not among them. */
    private static final Set<String> SESSION_TYPES =
            Set.of("InteractiveCommands", "Standard_Stream", "NonInteractiveCommands");

    private final ObjectNode json;
    private final List<String> errors;

    private HandshakeResponse(ObjectNode json, List<String> errors) {
        this.json = json;
        this.errors = errors;
    }

    /** @param key what came of asking for the data key; not looked at if the request has no encryption action */
    static HandshakeResponse to(HandshakeRequest request, DataKeyAnswer key, String clientVersion) {
        var json = JsonPayload.object().put("ClientVersion", clientVersion);
        var processed = json.putArray("ProcessedClientActions");
        var errors = new ArrayList<String>();
        for (var action : request.actions()) {
            var answer = processed.addObject();
            var error = switch (action) {
                case Action.SessionType(var name) -> answerSessionType(answer, name);
                case Action.KmsEncryption _ -> answerEncryption(answer, key);
                case Action.Other(var type) -> answer(answer, type, UNSUPPORTED, "Unsupported action " + type);
            };
            error.ifPresent(errors::add);
        }
        if (errors.isEmpty()) {
            json.putNull("Errors");
        } else {
            errors.forEach(json.putArray("Errors")::add);
        }
        return new HandshakeResponse(json, List.copyOf(errors));
    }

    ByteBuffer payload() {
        return JsonPayload.write(json);
    }

    /** Why the agent is going to cancel the session; empty if every action succeeded. */
    Optional<String> refusal() {
        return errors.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", errors));
    }

    private static Optional<String> answerSessionType(ObjectNode answer, String name) {
        return SESSION_TYPES.contains(name)
                ? answer(answer, "SessionType", SUCCESS, "")
                : answer(answer, "SessionType", FAILED, "Unknown session type " + name);
    }

    private static Optional<String> answerEncryption(ObjectNode answer, DataKeyAnswer key) {
        return switch (key) {
            case DataKeyAnswer.Generated(var dataKey) -> {
                answer.put("ActionType", "KMSEncryption").put("ActionStatus", SUCCESS);
                answer.putObject("ActionResult")
                        .put("KMSCipherTextKey", Base64.getEncoder().encodeToString(dataKey.ciphertext()))
                        .putNull("KMSCipherTextHash");
                answer.put("Error", "");
                yield Optional.empty();
            }
            case DataKeyAnswer.Unsupported() ->
                answer(answer, "KMSEncryption", UNSUPPORTED, "This client does not support encrypted sessions");
            case DataKeyAnswer.Failed(var reason) -> answer(answer, "KMSEncryption", FAILED, "No data key: " + reason);
        };
    }

    /** Fills in one answer without a result; returns its error, if it is one. */
    private static Optional<String> answer(ObjectNode answer, String type, int status, String error) {
        var prefix = status == FAILED ? "Failed to process action " + type + ": " : "";
        answer.put("ActionType", type)
                .put("ActionStatus", status)
                .putNull("ActionResult")
                .put("Error", error.isEmpty() ? "" : prefix + error);
        return error.isEmpty() ? Optional.empty() : Optional.of(error);
    }
}

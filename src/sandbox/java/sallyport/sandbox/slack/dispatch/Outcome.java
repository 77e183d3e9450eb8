package sallyport.sandbox.slack.dispatch;

import java.util.Optional;
import sallyport.sandbox.slack.workspace.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of something a person did: the application's HTTP status (0 when none came or nothing was sent), its body
 * as it was, and the failure in Slack's words, for instance {@code operation_timeout}.
 */
public record Outcome(int status, String response, Optional<String> error) {

    static Outcome of(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Answered answered ->
                new Outcome(
                        answered.status(),
                        answered.body(),
                        answered.isAccepted() ? Optional.empty() : Optional.of(answered.summary()));
            case Delivery.TimedOut late -> failed(late.summary());
            case Delivery.Unreachable(var why) -> failed(delivery.summary() + ": " + why);
        };
    }

    /** Nothing was sent, or no answer came. */
    static Outcome failed(String error) {
        return new Outcome(0, "", Optional.of(error));
    }

    /** Done without asking the application. */
    static Outcome nothingToSend() {
        return new Outcome(0, "", Optional.empty());
    }

    Outcome butFailed(String why) {
        return new Outcome(status, response, Optional.of(why));
    }

    public boolean isOk() {
        return error.isEmpty();
    }

    public ObjectNode toJson() {
        var json = Json.object().put("ok", isOk()).put("status", status).put("response", response);
        error.ifPresentOrElse(why -> json.put("error", why), () -> json.putNull("error"));
        return json;
    }
}

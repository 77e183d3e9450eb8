package sallyport.sandbox.slack.api;

import java.time.Duration;
import java.util.List;
import sallyport.sandbox.slack.workspace.Json;
import tools.jackson.databind.node.ObjectNode;

/** What a Web API method answers. */
sealed interface Answer {

    /** {@code ok:true} and these fields beside it. */
    record Ok(ObjectNode fields) implements Answer {}

    /** {@code ok:false} with Slack's error code; the details go where Slack puts them for humans. */
    record Refused(String error, List<String> details) implements Answer {}

    /** HTTP 429 with {@code Retry-After}. */
    record RateLimited(Duration retryAfter) implements Answer {}

    static Answer ok() {
        return new Ok(Json.object());
    }

    static Answer ok(ObjectNode fields) {
        return new Ok(fields);
    }

    static Answer refused(String error) {
        return new Refused(error, List.of());
    }

    static Answer refused(String error, List<String> details) {
        return new Refused(error, details);
    }

    static Answer missing(String argument) {
        return refused("invalid_arguments", List.of("missing required field: " + argument));
    }

    /** The word the traffic log shows. */
    default String summary() {
        return switch (this) {
            case Ok ok -> "ok";
            case Refused(var error, var details) -> error;
            case RateLimited limited -> "ratelimited";
        };
    }

    default ObjectNode toJson() {
        return switch (this) {
            case Ok(var fields) -> Json.object().put("ok", true).setAll(fields);
            case Refused(var error, var details) -> refusal(error, details);
            case RateLimited limited -> refusal("ratelimited", List.of());
        };
    }

    private static ObjectNode refusal(String error, List<String> details) {
        var json = Json.object().put("ok", false).put("error", error);
        if (!details.isEmpty()) {
            json.set("errors", Json.array(details));
            json.putObject("response_metadata")
                    .set(
                            "messages",
                            Json.array(details.stream()
                                    .map(detail -> "[ERROR] " + detail)
                                    .toList()));
        }
        return json;
    }
}

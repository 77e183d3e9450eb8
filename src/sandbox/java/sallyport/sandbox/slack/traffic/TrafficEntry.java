package sallyport.sandbox.slack.traffic;

import java.time.Duration;
import java.time.Instant;
import sallyport.sandbox.slack.workspace.Json;
import tools.jackson.databind.node.ObjectNode;

/** One call: when it began, what it was, the HTTP status (0 when there was no answer) and how it ended in a word. */
public record TrafficEntry(
        Instant at, Direction direction, String name, int status, String result, Duration took, String detail) {

    /** Who called whom. */
    public enum Direction {
        API("api"),
        DISPATCH("dispatch");

        private final String wireName;

        Direction(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    public ObjectNode toJson() {
        return Json.object()
                .put("time", at.toString())
                .put("kind", direction.wireName())
                .put("name", name)
                .put("status", status)
                .put("result", result)
                .put("millis", took.toMillis())
                .put("detail", detail);
    }
}

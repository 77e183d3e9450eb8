package sallyport.sandbox.slack.traffic;

import tools.jackson.databind.node.ObjectNode;

/**
 * A fault in force: {@code method} is what it waits for ({@code *} for anything), {@code left} how often it still
 * strikes.
 */
public record Fault(Kind kind, String method, ObjectNode params, int left) {

    /** The rehearsed faults; the wire name is what the control API takes. */
    public enum Kind {
        RATELIMIT("ratelimit"),
        ERROR("error"),
        DROP_ANSWER("drop-answer"),
        SLOW("slow"),
        DUPLICATE_DISPATCH("duplicate-dispatch"),
        FORGED("forged"),
        STALE_TIMESTAMP("stale-timestamp"),
        DROP_DISPATCH("drop-dispatch"),
        ECHO_OWN_MESSAGE("echo-own-message");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    boolean strikes(Kind wanted, String called) {
        return kind == wanted && (method.equals("*") || method.equals(called));
    }

    Fault once() {
        return new Fault(kind, method, params, left - 1);
    }
}

package sallyport.sandbox.aws.wire;

import tools.jackson.databind.node.ObjectNode;

/** An error answer of a service, thrown so that an operation reads as its ordinary course. Carries no stack trace. */
public final class Refusal extends RuntimeException {
    private final String type;
    private final int status;
    private final ObjectNode more;

    public Refusal(int status, String type, String message) {
        this(status, type, message, Json.object());
    }

    private Refusal(int status, String type, String message, ObjectNode more) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.more = more;
    }

    /** The same error with members that its shape in the model has beside the message. */
    public Refusal with(ObjectNode members) {
        return new Refusal(status, type, text(), members);
    }

    /** The answer's body in the JSON protocols. */
    public ObjectNode body() {
        var body = Json.object().put("__type", type).put("message", text());
        body.setAll(more);
        return body;
    }

    /** The members that its shape has beside the message. */
    public ObjectNode more() {
        return more;
    }

    /** What services answer to a caller's mistake: HTTP 400. */
    public static Refusal of(String type, String message) {
        return new Refusal(400, type, message);
    }

    /** The error's name as the service's model has it. */
    public String type() {
        return type;
    }

    public int status() {
        return status;
    }

    public String text() {
        var message = getMessage();
        return message == null ? "" : message;
    }
}

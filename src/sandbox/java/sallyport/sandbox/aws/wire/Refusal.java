package sallyport.sandbox.aws.wire;

/** An error answer of a service, thrown so that an operation reads as its ordinary course. Carries no stack trace. */
public final class Refusal extends RuntimeException {
    private final String type;
    private final int status;

    public Refusal(int status, String type, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
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

package sallyport.sandbox.aws.insights;

/** A query that cannot be understood, and where. Carries no stack trace. */
public final class MalformedQuery extends RuntimeException {
    private final int start;
    private final int end;

    MalformedQuery(String message, int start, int end) {
        super(message, null, false, false);
        this.start = start;
        this.end = end;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    /** Offset of the first character that does not fit. */
    public int start() {
        return start;
    }

    /** Offset after the last character that does not fit. */
    public int end() {
        return end;
    }
}

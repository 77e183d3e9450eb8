package sallyport.audit;

/** The store did not answer a read. What was asked has not been done; it may be asked again. */
public final class LedgerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String explanation;

    public LedgerUnavailable(String explanation, Throwable cause) {
        super(explanation, cause);
        this.explanation = explanation;
    }

    /** Half a sentence for people. */
    public String explanation() {
        return explanation;
    }
}

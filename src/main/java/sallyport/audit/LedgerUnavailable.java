package sallyport.audit;

/** The store did not answer a read. What was asked has not been done; it may be asked again. */
public final class LedgerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LedgerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}

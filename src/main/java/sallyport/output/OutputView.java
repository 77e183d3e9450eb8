package sallyport.output;

/** Shows people a run's output while it comes. Never keeps the writer waiting. */
public interface OutputView {
    /**
     * Adds what the container wrote.
     *
     * @param text redacted plain text
     */
    void append(String text);

    /** No more will come. */
    void finish();
}

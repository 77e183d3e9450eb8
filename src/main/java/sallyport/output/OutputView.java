package sallyport.output;

/** Shows people a run's output while it comes. Never keeps the writer waiting. */
public interface OutputView {
    /**
     * Adds what the container wrote.
     *
     * @param text redacted plain text
     * @param bytes how many bytes of the container it stands for
     */
    void append(String text, long bytes);

    /** No more will come. */
    void finish();
}

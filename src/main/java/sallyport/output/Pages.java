package sallyport.output;

/** Placeholder of the page limits. */
public final class Pages {
    /** Characters of one message's output. */
    public static final int MAX_CHARACTERS = 9_000;

    private Pages() {}
}

package sallyport.audit;

import java.util.Optional;

/** A line of an audit file, understood by itself: what it says about its neighbours is not checked yet. */
sealed interface FileLine {
    /** 1 for the first. */
    long number();

    record Header(long number) implements FileLine {}

    /**
     * An event.
     *
     * @param hash computed from its text
     * @param hashHolds whether the line says the same
     */
    record Event(long number, Link link, String hash, boolean hashHolds) implements FileLine {}

    /**
     * A checkpoint.
     *
     * @param hash computed from its text
     * @param flaw what is wrong with its hash or signature
     */
    record Seal(long number, Statement statement, String hash, Optional<String> flaw) implements FileLine {}

    record End(long number, FileFormat.Counts counts) implements FileLine {}

    /** It is none of these. */
    record Unreadable(long number, String problem) implements FileLine {}
}

package sallyport.audit;

import java.util.Optional;

/**
 * Something in an audit file that should not be so.
 *
 * @param line of the file, 1 for the first; the last one for what is missing
 * @param chain which chain it is about, if it is about one
 * @param problem a sentence; as everything from the file, in printable ASCII only, so that it can be shown anywhere
 */
public record Finding(long line, Optional<String> chain, String problem) {
    /** Characters of a chain's name or a problem that are shown; more is not ours. */
    private static final int SHOWN = 500;

    public Finding {
        chain = chain.map(Finding::printable);
        problem = printable(problem);
    }

    private static String printable(String text) {
        return text.substring(0, Math.min(text.length(), SHOWN)).replaceAll("[^ -~]", "?");
    }

    @Override
    public String toString() {
        return "line " + line + ": " + chain.map(name -> name + ": ").orElse("") + problem;
    }
}

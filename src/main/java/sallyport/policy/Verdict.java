package sallyport.policy;

import java.util.List;

/** What rules make of a command, before anybody looks for the words. */
sealed interface Verdict {
    /** @param reasons of every deny that forbids it, at least one */
    record Forbidden(List<Reason> reasons) implements Verdict {}

    /** @param allowing at least one */
    record Granted(List<Comparison> allowing) implements Verdict {}

    /** @param near what was compared and does not allow it */
    record NotGranted(List<Comparison> near) implements Verdict {}
}

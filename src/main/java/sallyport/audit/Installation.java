package sallyport.audit;

import java.util.Optional;
import sallyport.request.Freeze;

/**
 * What the ledger remembers of the installation as a whole, which has an audit chain of its own.
 *
 * @param head the end of that chain
 * @param freeze whether starts are frozen, and by whom
 */
public record Installation(ChainHead head, Optional<Freeze> freeze) {
    /** The name of the installation's chain; no request id has this form. */
    public static final String CHAIN = "installation";

    /** Before anything was noted. */
    public static final Installation NEW = new Installation(ChainHead.empty(), Optional.empty());
}

package sallyport.audit;

import java.util.Optional;
import sallyport.request.MessageRef;
import sallyport.request.Phase;
import sallyport.request.Request;

/**
 * What the ledger remembers of a request.
 *
 * @param version grows by one with every transition; a write names the version it decided on
 * @param head the end of the request's audit chain
 * @param card the message that shows it, once it is posted
 * @param endShown whether its thread shows how it ended
 * @param pulse the sign of life of whoever runs it
 */
public record LedgerEntry(
        Request request,
        Phase phase,
        long version,
        ChainHead head,
        Optional<MessageRef> card,
        boolean endShown,
        Pulse pulse) {}

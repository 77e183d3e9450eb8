package sallyport.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.Phase;
import sallyport.request.Request;

/**
 * An event of an audit chain, read from its canonical text.
 *
 * @param cause what moved a request; absent in the first event of a request and in the installation's chain
 * @param phase where the request stands since
 * @param request the whole request, in the first event of its chain
 * @param others keys beyond these, which only events of the installation have
 */
record Link(
        Actor actor,
        Instant at,
        Optional<Event> cause,
        String chain,
        Optional<Phase> phase,
        String previous,
        Optional<Request> request,
        long sequence,
        String type,
        int version,
        Set<String> others) {
    Link {
        others = Set.copyOf(others);
    }
}

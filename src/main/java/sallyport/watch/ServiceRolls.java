package sallyport.watch;

import java.util.function.Predicate;
import sallyport.request.Alias;

/** Lists the services of the configured targets. Calls block. Safe for use by many threads. */
public interface ServiceRolls {
    /**
     * Every target, and of those that are whole clusters each service that may be seen.
     *
     * @param visible whether the reader may see how a service is; nothing is asked of AWS for those who may see none
     */
    ServiceRoll look(Predicate<Alias> visible);
}

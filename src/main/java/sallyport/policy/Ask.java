package sallyport.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import sallyport.request.Alias;
import sallyport.request.ChannelId;
import sallyport.request.Person;

/** Who asks, from where, about which target: what every condition looks at. */
sealed interface Ask permits CommandAsk, CapabilityAsk, Standpoint {
    Person person();

    Set<String> groups();

    ChannelId channel();

    Alias alias();

    /** The moment the answer is for. */
    Instant at();

    /** The container that was named, or else the target's own. */
    Optional<String> container();
}

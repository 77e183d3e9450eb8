package sallyport;

import java.util.List;
import sallyport.policy.Policy;

/** Says in plain lines what one policy changes against another. */
@FunctionalInterface
interface PolicyChanges {
    /** @return one line per change; empty if nobody gains or loses anything */
    List<String> between(Policy before, Policy after);
}

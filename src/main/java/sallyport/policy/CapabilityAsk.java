package sallyport.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import sallyport.request.Alias;
import sallyport.request.ChannelId;
import sallyport.request.Person;

/**
 * May this person look at this there?
 *
 * @param groups the groups the person is in now
 * @param channel where it was asked
 * @param at when it is asked, or when it is to start
 */
public record CapabilityAsk(
        Person person, Set<String> groups, ChannelId channel, Alias alias, Capability capability, Instant at)
        implements Ask {
    public CapabilityAsk {
        groups = Set.copyOf(groups);
    }

    @Override
    public Optional<String> container() {
        return alias.container();
    }
}

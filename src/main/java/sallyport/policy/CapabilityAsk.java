package sallyport.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import sallyport.request.Alias;
import sallyport.request.ChannelId;
import sallyport.request.Person;

/**
 * May this person do this there?
 *
 * @param groups the groups the person is in now
 * @param channel where it was asked
 * @param alias where; a freeze holds for {@link #EVERYWHERE}, whatever was named
 * @param container the container that was named; empty means the target's own
 * @param at when it is asked, or when it is to start
 */
public record CapabilityAsk(
        Person person,
        Set<String> groups,
        ChannelId channel,
        Alias alias,
        Optional<String> container,
        Capability capability,
        Instant at)
        implements Ask {
    /** Stands for all targets at once: no rule holds for it but one that holds for every target. */
    static final Alias EVERYWHERE = new Alias("*", "", "", "*", "*", Optional.empty(), Optional.empty());

    public CapabilityAsk {
        groups = Set.copyOf(groups);
        alias = capability == Capability.FREEZE ? EVERYWHERE : alias;
        container = container.or(alias::container);
    }

    /** Of the target's own container. */
    public CapabilityAsk(
            Person person, Set<String> groups, ChannelId channel, Alias alias, Capability capability, Instant at) {
        this(person, groups, channel, alias, Optional.empty(), capability, at);
    }

    /** May this person freeze and thaw all starts? */
    public static CapabilityAsk ofFreezing(Person person, Set<String> groups, ChannelId channel, Instant at) {
        return new CapabilityAsk(person, groups, channel, EVERYWHERE, Capability.FREEZE, at);
    }
}

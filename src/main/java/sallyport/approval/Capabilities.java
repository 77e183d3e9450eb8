package sallyport.approval;

import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import sallyport.policy.Access;
import sallyport.policy.Capability;
import sallyport.policy.CapabilityAsk;
import sallyport.policy.Policy;
import sallyport.request.Aliases;
import sallyport.request.ChannelId;
import sallyport.request.Person;
import sallyport.request.Request;

/** What the policy in force lets people do with requests of others. Safe for use by many threads. */
final class Capabilities {
    private final Supplier<Policy> policy;
    private final Aliases aliases;
    private final InstantSource clock;

    Capabilities(Supplier<Policy> policy, Aliases aliases, InstantSource clock) {
        this.policy = policy;
        this.aliases = aliases;
        this.clock = clock;
    }

    /**
     * Whether somebody has a capability on a request's target; on one that is no longer configured nobody has any but
     * those that come with a group.
     *
     * @param groups the groups the person is in now
     * @param channel where it is asked
     */
    boolean has(Person person, Set<String> groups, ChannelId channel, Capability capability, Request request) {
        return capability.comesWith(groups)
                || aliases.find(request.selector().alias())
                        .map(alias -> policy.get()
                                .decide(new CapabilityAsk(
                                        person,
                                        groups,
                                        channel,
                                        alias,
                                        request.selector().container(),
                                        capability,
                                        clock.instant())))
                        .filter(Access.Granted.class::isInstance)
                        .isPresent();
    }
}

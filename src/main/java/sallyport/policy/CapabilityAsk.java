package sallyport.policy;

import java.util.Set;
import sallyport.request.Alias;
import sallyport.request.ChannelId;
import sallyport.request.Person;

/** May this person do this there? */
public record CapabilityAsk(Person person, Set<String> groups, ChannelId channel, Alias alias, Capability capability) {}

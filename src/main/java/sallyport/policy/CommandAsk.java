package sallyport.policy;

import java.util.Optional;
import java.util.Set;
import sallyport.request.Alias;
import sallyport.request.Argv;
import sallyport.request.ChannelId;
import sallyport.request.Person;

/** May this person run this there? */
public record CommandAsk(
        Person person, Set<String> groups, ChannelId channel, Alias alias, Optional<String> container, Argv argv) {}

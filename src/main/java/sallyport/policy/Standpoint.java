package sallyport.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import sallyport.request.Alias;
import sallyport.request.ChannelId;
import sallyport.request.Person;

/** Who looks from where at a target, before anything in particular is asked. */
record Standpoint(Person person, Set<String> groups, ChannelId channel, Alias alias, Instant at) implements Ask {
    @Override
    public Optional<String> container() {
        return alias.container();
    }
}

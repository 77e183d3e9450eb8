package sallyport.policy;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import sallyport.request.Alias;
import sallyport.request.Argv;
import sallyport.request.ChannelId;
import sallyport.request.Person;

/**
 * May this person run this command there?
 *
 * @param groups the groups the person is in now
 * @param channel where it was asked
 * @param container the container that was named; empty means the target's own
 * @param at when it is asked, or when it is to start
 * @param breaksGlass whether it is an emergency: then only grants that break the glass count, else only the others
 */
public record CommandAsk(
        Person person,
        Set<String> groups,
        ChannelId channel,
        Alias alias,
        Optional<String> container,
        Argv argv,
        Instant at,
        boolean breaksGlass)
        implements Ask {
    public CommandAsk {
        groups = Set.copyOf(groups);
        container = container.or(alias::container);
    }

    /** Asks in the usual way. */
    public CommandAsk(
            Person person,
            Set<String> groups,
            ChannelId channel,
            Alias alias,
            Optional<String> container,
            Argv argv,
            Instant at) {
        this(person, groups, channel, alias, container, argv, at, false);
    }

    /** The same in an emergency. */
    public CommandAsk breakingGlass() {
        return new CommandAsk(person, groups, channel, alias, container, argv, at, true);
    }
}

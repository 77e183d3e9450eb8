package sallyport.policy;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import sallyport.request.Person;

/**
 * The listed groups, those that are kept elsewhere, and those who are on call now. The one place where a shift that
 * begins or ends, or a group that changes elsewhere, changes what somebody may do.
 *
 * @param onCall asked anew each time, since its file may have changed
 */
public record CurrentGroups(
        Groups listed, Supplier<? extends OnCall> onCall, UserGroups userGroups, InstantSource clock)
        implements Membership {
    @Override
    public Set<String> of(Person person) {
        return now().of(person);
    }

    @Override
    public Set<String> shifts() {
        return onCall.get().schedules();
    }

    @Override
    public Set<String> unverified() {
        var unverified = new HashSet<>(userGroups.names());
        unverified.removeAll(userGroups.at(clock.instant()).keySet());
        return Set.copyOf(unverified);
    }

    /** Who is in a group now. */
    public Set<Person> members(String group) {
        return now().members(group);
    }

    private Groups now() {
        var moment = clock.instant();
        return listed.and(onCall.get().at(moment)).and(userGroups.at(moment));
    }
}

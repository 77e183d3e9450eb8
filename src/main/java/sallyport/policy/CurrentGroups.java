package sallyport.policy;

import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import sallyport.request.Person;

/**
 * The listed groups, and those who are on call now. The one place where a shift that begins or ends changes what
 * somebody may do.
 *
 * @param onCall asked anew each time, since its file may have changed
 */
public record CurrentGroups(Groups listed, Supplier<? extends OnCall> onCall, InstantSource clock)
        implements Membership {
    @Override
    public Set<String> of(Person person) {
        return now().of(person);
    }

    /** Who is in a group now. */
    public Set<Person> members(String group) {
        return now().members(group);
    }

    private Groups now() {
        return listed.and(onCall.get().at(clock.instant()));
    }
}

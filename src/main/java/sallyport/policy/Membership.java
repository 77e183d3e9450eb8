package sallyport.policy;

import java.util.HashSet;
import java.util.Set;
import sallyport.request.Person;

/** Who is in which group at the moment of asking. Safe for use by many threads. */
@FunctionalInterface
public interface Membership {
    /** The groups a person is in now; empty for a stranger. */
    Set<String> of(Person person);

    /** The groups that people are in for a while: what they agreed to meanwhile counts on when their time is over. */
    default Set<String> shifts() {
        return Set.of();
    }

    /** The groups of which it is not known now who is in them; nobody is said to be. */
    default Set<String> unverified() {
        return Set.of();
    }

    /**
     * The same, if everybody were in the groups of which it is not known. Decides nothing: it tells what rests on them.
     */
    default Membership supposing() {
        var known = this;
        return new Membership() {
            @Override
            public Set<String> of(Person person) {
                var supposed = new HashSet<>(known.of(person));
                supposed.addAll(known.unverified());
                return Set.copyOf(supposed);
            }

            @Override
            public Set<String> shifts() {
                return known.shifts();
            }
        };
    }
}

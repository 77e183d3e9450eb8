package sallyport.policy;

import java.util.Set;
import sallyport.request.Person;

/** Who is in which group at the moment of asking. Safe for use by many threads. */
@FunctionalInterface
public interface Membership {
    /** The groups a person is in now; empty for a stranger. */
    Set<String> of(Person person);
}

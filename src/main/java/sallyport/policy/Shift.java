package sallyport.policy;

import java.time.Instant;
import java.util.Set;
import sallyport.request.Person;

/**
 * People on call once.
 *
 * @param until exclusive
 */
record Shift(Instant from, Instant until, Set<Person> people) {
    Shift {
        people = Set.copyOf(people);
    }

    boolean contains(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(until);
    }
}

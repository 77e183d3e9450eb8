package sallyport.request;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * One person's yes.
 *
 * @param by who said it
 * @param groups the groups the person was in at that moment, out of those the quorum names
 * @param at when
 */
public record Approval(Person by, Set<String> groups, Instant at) {
    public Approval {
        groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }
}

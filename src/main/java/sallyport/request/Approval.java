package sallyport.request;

import java.time.Instant;
import java.util.Set;

/**
 * One person's yes.
 *
 * @param by who said it
 * @param groups the groups the person was in at that moment, out of those the quorum names
 * @param at when
 */
public record Approval(Person by, Set<String> groups, Instant at) {
    public Approval {
        groups = Set.copyOf(groups);
    }
}

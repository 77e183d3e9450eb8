package sallyport.policy;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import sallyport.request.Person;

/**
 * Groups that somebody else keeps, who puts people in and takes them out at any time; Slack's user groups are such.
 * Answers at once and from memory, since submissions wait for it. Safe for use by many threads.
 */
public interface UserGroups {
    /** The groups, whoever is in them and whether that is known or not. */
    Set<String> names();

    /** Who is in them, by group; without those of which it is not known well enough at that moment. */
    Map<String, Set<Person>> at(Instant moment);

    /** There are none. */
    static UserGroups none() {
        return new UserGroups() {
            @Override
            public Set<String> names() {
                return Set.of();
            }

            @Override
            public Map<String, Set<Person>> at(Instant moment) {
                return Map.of();
            }
        };
    }
}

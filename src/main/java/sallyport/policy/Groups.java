package sallyport.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sallyport.request.Person;

/** Who is in which group, by configuration. Immutable. */
public final class Groups implements Membership {
    /** The group of those who run the installation; {@code people.admins} of the configuration. */
    public static final String ADMINS = "admins";

    /** Stands where the id of a rule stands, for what {@link #ADMINS} may without one; no rule can be called so. */
    static final String ADMINS_RULE = "people.admins";

    private final Map<String, Set<Person>> members = new HashMap<>();

    public Groups(Map<String, Set<Person>> members) {
        members.forEach((group, people) -> this.members.put(group, Set.copyOf(people)));
    }

    @Override
    public Set<String> of(Person person) {
        return members.entrySet().stream()
                .filter(entry -> entry.getValue().contains(person))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** These, and others beside them; where both have a group of one name it is ours. */
    public Groups and(Map<String, Set<Person>> others) {
        var all = new HashMap<>(others);
        all.putAll(members);
        return new Groups(all);
    }

    /** The people in a group; empty for a group that is not configured. */
    public Set<Person> members(String group) {
        return members.getOrDefault(group, Set.of());
    }

    public Set<String> names() {
        return Set.copyOf(members.keySet());
    }
}

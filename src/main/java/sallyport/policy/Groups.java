package sallyport.policy;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sallyport.request.Person;

/** Who is in which group, as configured. */
public final class Groups {
    private final Map<String, Set<Person>> members;

    public Groups(Map<String, Set<Person>> members) {
        this.members = Map.copyOf(members);
    }

    public Set<String> of(Person person) {
        return members.entrySet().stream()
                .filter(group -> group.getValue().contains(person))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}

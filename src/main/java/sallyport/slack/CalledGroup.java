package sallyport.slack;

import java.util.Comparator;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import sallyport.request.Person;

/** Calls the people of a group by name, so that it rings their bell. Safe for use by many threads. */
final class CalledGroup {
    /** People named in one message; a group that is larger hears of it by its name. */
    static final int MOST_NAMED = 10;

    private final Function<String, Set<Person>> members;

    /** @param members who is in a group now */
    CalledGroup(Function<String, Set<Person>> members) {
        this.members = members;
    }

    /** What stands behind a sentence about the group: its people but this one, or nothing. */
    String named(String group, Person except) {
        var others = members.apply(group).stream()
                .filter(person -> !person.equals(except))
                .sorted(Comparator.comparing(Person::userId))
                .map(BlockKit::mention)
                .toList();
        return others.isEmpty() || others.size() > MOST_NAMED
                ? ""
                : others.stream().collect(Collectors.joining(", ", ": ", ""));
    }
}

package sallyport.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import sallyport.policy.Groups;
import sallyport.policy.Terms;
import sallyport.request.Escalation;
import sallyport.request.Person;

/**
 * Everybody but the person who asks.
 *
 * @param groups as they are at the moment that is asked for
 */
record Bystanders(Organization organization, Groups groups, Person asker) {
    /** Who can agree, by group. Empty where it is not known who is in which group. */
    Map<String, List<String>> approvers(Terms terms) {
        var approvers = new TreeMap<String, List<String>>();
        if (organization.hasPeople()) {
            terms.quorum().groups().forEach(group -> approvers.put(group, membersOf(group)));
            terms.escalation().map(Escalation::group).ifPresent(group -> approvers.put(group, membersOf(group)));
        }
        return approvers;
    }

    /**
     * The groups that make the difference, and who is in them.
     *
     * @param memberships the groups that the person who asks is in
     * @param isAllowed whether somebody with these groups may do what the person may not
     */
    Map<String, List<String>> whoMay(Set<String> memberships, Predicate<Set<String>> isAllowed) {
        var others = new TreeMap<String, List<String>>();
        for (var group : groups.names()) {
            var joined = new HashSet<>(memberships);
            joined.add(group);
            if (isAllowed.test(joined)) {
                others.put(group, membersOf(group));
            }
        }
        return others;
    }

    private List<String> membersOf(String group) {
        return groups.members(group).stream()
                .filter(person -> !person.equals(asker))
                .map(Person::userId)
                .distinct()
                .sorted()
                .toList();
    }

    static String orNobody(List<String> people) {
        return people.isEmpty() ? "nobody" : String.join(", ", people);
    }
}

package sallyport.cli;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import sallyport.policy.Groups;
import sallyport.policy.Policy;
import sallyport.policy.Terms;
import sallyport.request.Escalation;
import sallyport.request.Person;

/**
 * Everybody but the person who asks.
 *
 * @param groups as they are at the moment that is asked for
 * @param slackGroups groups of the policy of which only Slack knows who is in them
 */
record Bystanders(Organization organization, Groups groups, List<String> slackGroups, Person asker) {
    static Bystanders of(Organization organization, Policy policy, Instant moment, Person asker) {
        return new Bystanders(organization, organization.groupsAt(moment), organization.slackGroups(policy), asker);
    }

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
        var all = new TreeSet<>(groups.names());
        all.addAll(slackGroups);
        for (var group : all) {
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

    /** The members of a group, for people. */
    String who(String group, List<String> people) {
        if (slackGroups.contains(group)) {
            return "whoever Slack says";
        }
        return people.isEmpty() ? "nobody" : String.join(", ", people);
    }

    /** What has to be said behind people who are named, if some are: who is a guest stands in no file. */
    static Optional<String> guests(Collection<List<String>> named) {
        return named.stream().allMatch(List::isEmpty)
                ? Optional.empty()
                : Optional.of("    guests among them may not; only Slack knows who is one");
    }

    /** What is not known here, if something is not. */
    Optional<String> unknown() {
        return slackGroups.isEmpty()
                ? Optional.empty()
                : Optional.of(PolicyFacts.onlySlackKnows(slackGroups) + " Name them with --groups.");
    }
}

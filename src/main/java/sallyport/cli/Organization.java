package sallyport.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.policy.Groups;
import sallyport.policy.OnCallSchedules;
import sallyport.policy.Policy;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Person;

/**
 * People and targets that a policy is tried on.
 *
 * @param groups the listed groups
 * @param slackGroups the names of the groups that Slack keeps; who is in them is not known here
 * @param onCall the schedules, which are groups too
 * @param teams the workspaces whose members count
 * @param hasPeople whether it is known who is in which group
 * @param hasTargets whether it is known which targets there are; if not, any can be named
 */
record Organization(
        Groups groups,
        Set<String> slackGroups,
        OnCallSchedules onCall,
        Aliases aliases,
        Set<String> teams,
        boolean hasPeople,
        boolean hasTargets) {
    /** Nothing is known: what is named is taken as it is. */
    static final Organization UNKNOWN = new Organization(
            new Groups(Map.of()), Set.of(), OnCallSchedules.none(), new Aliases(List.of()), Set.of(), false, false);

    private static final Pattern PERSON = Pattern.compile("(?:([TE][A-Z0-9]+)/)?([UW][A-Z0-9]+)");
    /** A workspace for a member who was named without one. */
    private static final String SOME_TEAM = "T0";

    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
    private static final Pattern PLACE =
            Pattern.compile("(?:([A-Za-z0-9][A-Za-z0-9_.-]*)=)?([A-Za-z0-9_.-]+)/([A-Za-z0-9_.-]+)");
    /** A cluster or service that is not known: no glob names it, and a star matches it. */
    private static final String UNNAMED = "?";

    /** The same people at other targets. */
    Organization at(List<Alias> targets) {
        return new Organization(groups, slackGroups, onCall, new Aliases(targets), teams, hasPeople, true);
    }

    /** The same with these schedules. */
    Organization with(OnCallSchedules schedules) {
        return new Organization(groups, slackGroups, schedules, aliases, teams, hasPeople, hasTargets);
    }

    /** The names that no schedule may have. */
    Set<String> configured() {
        return Stream.concat(groups.names().stream(), slackGroups.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** The groups of a policy of which only Slack knows who is in them, in alphabetical order. */
    List<String> slackGroups(Policy policy) {
        return policy.groups().stream().filter(slackGroups::contains).sorted().toList();
    }

    /** Who is in which group at a moment. */
    Groups groupsAt(Instant moment) {
        return groups.and(onCall.at(moment));
    }

    /** The listed groups, and for each schedule everybody who is on call at any time. */
    Groups groupsAtAnyTime() {
        return groups.and(onCall.everybody());
    }

    /** A member's id, with the workspace in front of it or not; empty if it is none. */
    Optional<Person> person(String text) {
        var form = PERSON.matcher(text);
        return form.matches()
                ? Optional.of(new Person(
                        Optional.ofNullable(form.group(1))
                                .orElseGet(() ->
                                        teams.stream().sorted().findFirst().orElse(SOME_TEAM)),
                        form.group(2)))
                : Optional.empty();
    }

    /**
     * A target: one of the known, or where none are known an alias, {@code cluster/service}, or
     * {@code alias=cluster/service}.
     */
    Optional<Alias> target(String text) {
        return hasTargets ? aliases.find(text) : place(text).or(() -> alias(text));
    }

    private static Optional<Alias> place(String text) {
        var form = PLACE.matcher(text);
        return form.matches()
                ? Optional.of(
                        alias(Optional.ofNullable(form.group(1)).orElse(form.group(3)), form.group(2), form.group(3)))
                : Optional.empty();
    }

    private static Optional<Alias> alias(String text) {
        return TARGET.matcher(text).matches() ? Optional.of(alias(text, UNNAMED, UNNAMED)) : Optional.empty();
    }

    /** A target of which only the names are known that policies look at. */
    static Alias alias(String name, String cluster, String service) {
        return new Alias(name, UNNAMED, UNNAMED, cluster, service, Optional.empty(), Optional.empty());
    }

    /** Why a target was not found, with what to try. */
    String unknownTarget(String text) {
        return hasTargets
                ? "There is no target " + text + "."
                        + aliases.nearest(text)
                                .map(near -> " Did you mean " + near + "?")
                                .orElse("")
                : text + " is neither an alias nor cluster/service.";
    }
}

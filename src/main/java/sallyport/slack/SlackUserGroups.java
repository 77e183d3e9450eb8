package sallyport.slack;

import com.slack.api.model.Usergroup;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import sallyport.request.Person;

/**
 * Reads who is in the user groups that the configuration names: all of them in one call, so that the tier of Slack's
 * method (20 calls a minute, shared by the replicas) does not limit how many there can be, and so that somebody who
 * moves from one group to another is never seen in both. Whether a member is a guest or gone is not judged here; see
 * {@link SlackDirectory}. Calls block. Safe for use by many threads.
 */
public final class SlackUserGroups implements Supplier<UserGroupReading> {
    private final SlackApi slack;
    private final Set<String> teamIds;
    private final Map<String, UserGroupId> ids;

    /**
     * @param teamIds the workspaces whose members Slack's ids are
     * @param ids the groups, by the names that the policy has for them
     */
    public SlackUserGroups(SlackApi slack, Set<String> teamIds, Map<String, UserGroupId> ids) {
        this.slack = slack;
        this.teamIds = Set.copyOf(teamIds);
        this.ids = Map.copyOf(ids);
    }

    /** What Slack says now; without groups it is not asked. */
    @Override
    public UserGroupReading get() {
        return ids.isEmpty() ? new UserGroupReading.Answered(Map.of(), Map.of()) : ask();
    }

    private UserGroupReading ask() {
        return switch (slack.userGroups()) {
            case Called.Ok<List<Usergroup>>(var groups) -> answered(groups);
            case Called.Refused<List<Usergroup>>(var error)
            when error.equals("missing_scope") ->
                unanswered("the app lacks the scope usergroups:read; add it and install the app again");
            case Called.Refused<List<Usergroup>>(var error) -> unanswered("Slack answered " + error);
            case Called.RateLimited<List<Usergroup>>(var pause) ->
                new UserGroupReading.Unanswered("Slack is being asked too often", pause);
            case Called.Unanswered<List<Usergroup>>(var cause) -> unanswered(cause);
        };
    }

    private static UserGroupReading unanswered(String cause) {
        return new UserGroupReading.Unanswered(cause, Duration.ZERO);
    }

    private UserGroupReading answered(List<Usergroup> groups) {
        var known = groups.stream().collect(Collectors.toMap(Usergroup::getId, Function.identity(), (one, _) -> one));
        var members = new HashMap<String, Set<Person>>();
        var problems = new HashMap<String, String>();
        ids.forEach((name, id) -> {
            var group = Optional.ofNullable(known.get(id.value()));
            problem(id, group)
                    .ifPresentOrElse(
                            problem -> problems.put(name, problem),
                            () -> members.put(name, members(group.orElseThrow())));
        });
        return new UserGroupReading.Answered(members, problems);
    }

    private static Optional<String> problem(UserGroupId id, Optional<Usergroup> group) {
        if (group.isEmpty()) {
            return Optional.of("the workspace has no user group " + id);
        }
        if (isDisabled(group.get())) {
            return Optional.of("the user group " + id + " is disabled");
        }
        return group.get().getUsers() == null
                ? Optional.of("Slack did not say who is in the user group " + id)
                : Optional.empty();
    }

    private static boolean isDisabled(Usergroup group) {
        return group.getDateDelete() != null && group.getDateDelete() > 0;
    }

    private Set<Person> members(Usergroup group) {
        return group.getUsers().stream()
                .flatMap(user -> teamIds.stream().map(team -> new Person(team, user)))
                .collect(Collectors.toUnmodifiableSet());
    }
}

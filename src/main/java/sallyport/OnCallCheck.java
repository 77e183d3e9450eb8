package sallyport;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import sallyport.policy.OnCallReading;
import sallyport.policy.OnCallSchedules;
import sallyport.policy.Policy;
import sallyport.yaml.YamlProblem;

/**
 * Reads a file of schedules and holds it against the configuration. What stops the start does not come into force
 * later.
 *
 * @param teams the workspaces whose members its ids are
 * @param configured the groups of the configuration, which are no schedules
 */
record OnCallCheck(Set<String> teams, Set<String> configured) {
    Judged<OnCallSchedules> of(FileContent content) {
        return switch (content) {
            case FileContent.Unreadable(var why) -> new Judged.Refused<>(List.of(why));
            case FileContent.Text(var text) ->
                switch (OnCallSchedules.read(text, teams, configured)) {
                    case OnCallReading.Read(var schedules) -> new Judged.Good<>(schedules);
                    case OnCallReading.Broken(var problems) ->
                        new Judged.Refused<>(
                                problems.stream().map(YamlProblem::toString).toList());
                };
        };
    }

    /**
     * Whether schedules can take the place of others: none may go that the policy names.
     *
     * @param policyAfter the policy that holds once there are these schedules
     */
    Judged<OnCallSchedules> of(
            FileContent content, OnCallSchedules before, Function<OnCallSchedules, Policy> policyAfter) {
        return switch (of(content)) {
            case Judged.Refused<OnCallSchedules> refused -> refused;
            case Judged.Good<OnCallSchedules> good -> {
                var gone = missed(before, good.value(), policyAfter.apply(good.value()));
                yield gone.isEmpty() ? good : new Judged.Refused<>(gone);
            }
        };
    }

    private static List<String> missed(OnCallSchedules before, OnCallSchedules after, Policy policy) {
        return before.schedules().stream()
                .filter(name ->
                        !after.schedules().contains(name) && policy.groups().contains(name))
                .sorted()
                .map(name -> "the schedule `" + name + "` is gone, and the policy still names it; take it out of the"
                        + " policy first, or at the same time")
                .toList();
    }
}

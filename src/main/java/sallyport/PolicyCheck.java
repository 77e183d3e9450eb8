package sallyport;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sallyport.policy.OnCall;
import sallyport.policy.Policy;
import sallyport.policy.PolicyProblem;
import sallyport.policy.PolicyReading;
import sallyport.request.EditDistance;

/** Reads a policy file and holds it against the configuration. What stops the start does not come into force later. */
final class PolicyCheck {
    private PolicyCheck() {}

    /**
     * Judges what stands in a policy file. A group that nobody can be in makes requests that nobody can ask.
     *
     * @param configured the groups of the configuration
     * @param onCall whose schedules are groups, too
     */
    static Judged<Policy> of(FileContent content, Path file, Set<String> configured, OnCall onCall) {
        return switch (content) {
            case FileContent.Unreadable(var why) -> new Judged.Refused<>(List.of(why));
            case FileContent.Text(var text) ->
                switch (Policy.read(text, file.toString())) {
                    case PolicyReading.Broken broken ->
                        new Judged.Refused<>(broken.problems().stream()
                                .map(PolicyProblem::toString)
                                .toList());
                    case PolicyReading.Read(var policy) ->
                        of(policy, undefinedGroups(policy, defined(configured, onCall)));
                };
        };
    }

    private static Set<String> defined(Set<String> configured, OnCall onCall) {
        var defined = new HashSet<>(configured);
        defined.addAll(onCall.schedules());
        return defined;
    }

    private static Judged<Policy> of(Policy policy, List<String> problems) {
        return problems.isEmpty() ? new Judged.Good<>(policy) : new Judged.Refused<>(problems);
    }

    private static List<String> undefinedGroups(Policy policy, Set<String> defined) {
        return policy.groups().stream()
                .filter(group -> !defined.contains(group))
                .sorted()
                .map(group -> "group `" + group
                        + "` is defined in none of people.groups, people.slack_groups and people.on_call"
                        + defined.stream()
                                .min(Comparator.<String>comparingInt(name -> EditDistance.between(group, name))
                                        .thenComparing(Comparator.naturalOrder()))
                                .map(nearest -> "; the nearest that is: `" + nearest + "`")
                                .orElse("; none is"))
                .toList();
    }
}

package sallyport.policy;

import java.util.List;
import java.util.Set;
import sallyport.policy.Condition.ByPerson;
import sallyport.policy.Condition.InChannel;
import sallyport.policy.Condition.InContainer;
import sallyport.policy.Condition.InTime;
import sallyport.policy.Condition.OnTarget;

/** Whether a deny leaves anything of a grant. Says no where it cannot be told from the file alone. */
final class Shadow {
    private Shadow() {}

    static boolean covers(Deny deny, Grant grant) {
        return forbidsSubject(deny, grant)
                && deny.conditions().stream().allMatch(condition -> holdsWherever(condition, grant.conditions()));
    }

    private static boolean forbidsSubject(Deny deny, Grant grant) {
        return switch (grant) {
            case Grant.OfCommands of -> of.commands().stream().allMatch(command -> names(deny, command.program()));
            case Grant.OfCapabilities _ -> deny.programs().isEmpty();
        };
    }

    private static boolean names(Deny deny, String program) {
        var name = program.substring(program.lastIndexOf('/') + 1);
        return deny.programs().isEmpty()
                || deny.programs().contains(program)
                || deny.programs().contains(name);
    }

    /** Whether a condition is met by everybody who meets the others. */
    private static boolean holdsWherever(Condition condition, List<Condition> others) {
        return others.stream().anyMatch(other -> isMetBy(condition, other));
    }

    private static boolean isMetBy(Condition wide, Condition narrow) {
        return switch (wide) {
            case OnTarget(var wideTargets) ->
                narrow instanceof OnTarget(var targets)
                        && targets.stream()
                                .allMatch(target -> wideTargets.stream().anyMatch(of -> Globs.covers(of, target)));
            case InContainer(var containers) ->
                narrow instanceof InContainer(var named) && containers.containsAll(named);
            case ByPerson(Set<String> groups, Set<String> people) ->
                narrow instanceof ByPerson by && groups.containsAll(by.groups()) && people.containsAll(by.people());
            case InChannel(var channels) -> narrow instanceof InChannel(var named) && channels.containsAll(named);
            case InTime _ -> narrow.equals(wide);
        };
    }
}

package sallyport.policy;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import sallyport.policy.PolicyTree.WrittenGrant;
import sallyport.policy.PolicyWarning.Kind;
import sallyport.request.Alias;
import sallyport.request.Approval;
import sallyport.request.Quorum;
import sallyport.request.Slot;
import sallyport.yaml.YamlNode;

/** Where a policy does not fit the people and the targets of a configuration. */
final class FittingWarnings {
    /** Some moment: only whose approvals there are is asked here. */
    private static final Instant ONCE = Instant.EPOCH;

    private final Rules rules;
    private final PolicyTree tree;
    private final Groups groups;
    private final Set<String> keptElsewhere;
    private final Collection<Alias> targets;

    FittingWarnings(Rules rules, PolicyTree tree, Groups groups, Set<String> keptElsewhere, Collection<Alias> targets) {
        this.rules = rules;
        this.tree = tree;
        this.groups = groups;
        this.keptElsewhere = keptElsewhere;
        this.targets = targets;
    }

    Stream<PolicyWarning> list() {
        return Stream.of(
                        undefined(),
                        rules.grants().flatMap(grant -> quorum(grant).flatMap(quorum -> groupsOfOne(grant, quorum))),
                        rules.grants()
                                .flatMap(grant -> quorum(grant).flatMap(quorum -> tooLarge(grant, quorum).stream())),
                        tree.grants().stream().flatMap(this::nowhere))
                .flatMap(warnings -> warnings);
    }

    private Stream<PolicyWarning> undefined() {
        return new TreeSet<>(rules.groups())
                .stream()
                        .filter(group -> !groups.names().contains(group) && !keptElsewhere.contains(group))
                        .map(group -> new PolicyWarning(
                                1,
                                1,
                                Kind.UNDEFINED_GROUP,
                                "The group " + Words.name(group)
                                        + " is in none of people.groups, people.slack_groups and people.on_call, so the"
                                        + " application refuses this policy. Define it, or name another."));
    }

    /** Who has to agree to what is granted. */
    private static Stream<Quorum> quorum(Grant grant) {
        return grant.agreement().map(Terms::quorum).stream();
    }

    private Stream<PolicyWarning> groupsOfOne(Grant grant, Quorum quorum) {
        return quorum.slots().stream()
                .map(Slot::group)
                .filter(group -> groups.members(group).size() == 1)
                .map(group -> at(
                        tree.place(grant.id()),
                        Kind.GROUP_OF_ONE,
                        grant.id() + " needs the only member of " + Words.name(group)
                                + ", who cannot agree to their own requests, nor while away. Add somebody."));
    }

    private Optional<PolicyWarning> tooLarge(Grant grant, Quorum quorum) {
        boolean defined =
                quorum.slots().stream().allMatch(slot -> groups.names().contains(slot.group()));
        return !defined || canBeMet(quorum)
                ? Optional.empty()
                : Optional.of(at(
                        tree.place(grant.id()),
                        Kind.QUORUM_TOO_LARGE,
                        grant.id() + " asks for " + Words.approval(quorum)
                                + ", and there are not so many different people. Ask for fewer, or add some."));
    }

    /** Whether it would do if everybody agreed. */
    private boolean canBeMet(Quorum quorum) {
        return quorum.isMetBy(quorum.slots().stream()
                .flatMap(slot -> groups.members(slot.group()).stream())
                .distinct()
                .map(person -> new Approval(person, groups.of(person), ONCE))
                .toList());
    }

    private Stream<PolicyWarning> nowhere(WrittenGrant grant) {
        return grant.targets().stream()
                .filter(target -> targets.stream().noneMatch(new TargetGlob(target.text())::matches))
                .map(target -> at(
                        target,
                        Kind.NO_SUCH_TARGET,
                        target.text() + " is none of the configuration's targets. Correct it, or define it there."));
    }

    private static PolicyWarning at(YamlNode place, Kind kind, String sentence) {
        return new PolicyWarning(place.line(), place.column(), kind, sentence);
    }
}

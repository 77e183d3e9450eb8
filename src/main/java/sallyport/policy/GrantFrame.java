package sallyport.policy;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.policy.Section.Addition;
import sallyport.yaml.YamlNode.Mapping;

/**
 * What a drafted grant says of who may ask where, and where in the file it stands; the same whatever is granted.
 *
 * @param ask what was refused
 * @param groups everybody's
 */
record GrantFrame(Policy policy, Ask ask, Groups groups) {
    /** Why nothing of the kind can be granted, to complete "because"; empty if nothing is known to stand in the way. */
    Optional<String> forbidden(List<Reason> refusal) {
        if (policy.text().isEmpty()) {
            return Optional.of("there is no policy yet");
        }
        return refusal.stream()
                .filter(reason -> reason.kind() == Reason.Kind.FORBIDDEN)
                .findFirst()
                .map(reason -> "the rule " + reason.rule() + " forbids it, and no grant wins over a deny");
    }

    /** Why there is no grant for whoever asks, or for the target; likewise. */
    Optional<String> ungrantable() {
        if (ask.groups().isEmpty()) {
            return Optional.of("you are in no group of the configuration; whoever keeps it can change that");
        }
        return target().isEmpty() ? Optional.of("a policy cannot name this target") : Optional.empty();
    }

    /** An alias may hold what means something else in a policy. */
    Optional<String> target() {
        var alias = ask.alias();
        return Stream.of(alias.name(), alias.cluster() + "/" + alias.nameInCluster())
                .filter(TargetGlob::isValid)
                .filter(name -> new TargetGlob(name).isExact() && new TargetGlob(name).matches(alias))
                .findFirst();
    }

    /** The groups of whom asks, from the smallest. */
    List<String> askers() {
        return ask.groups().stream().sorted(smallestFirst()).toList();
    }

    /** An id for a rule about something on the target, unlike those of all other rules. */
    String id(String something) {
        var taken = new HashSet<String>();
        var rules = policy.everything();
        rules.grants().forEach(grant -> taken.add(grant.id()));
        rules.denies().forEach(deny -> taken.add(deny.id()));
        return Names.derived(ask.alias().name() + " " + something, taken);
    }

    /**
     * Who agrees to most of what is granted on the target; else in the whole policy; else the admins; else the largest
     * group. Only a group with somebody in it who does not ask.
     *
     * @param near grants that may hold on the target
     * @param all of the whole policy
     */
    Optional<String> approvers(Stream<? extends Grant> near, Stream<? extends Grant> all) {
        var here =
                near.filter(grant -> grant.unmet(ask).stream().noneMatch(unmet -> unmet.kind() == Reason.Kind.TARGET));
        return Stream.of(
                        agreeing(here),
                        agreeing(all),
                        Stream.of(Groups.ADMINS),
                        groups.names().stream().sorted(smallestFirst().reversed()))
                .flatMap(Function.identity())
                .filter(group -> groups.members(group).stream().anyMatch(person -> !person.equals(ask.person())))
                .findFirst();
    }

    private static Stream<String> agreeing(Stream<? extends Grant> grants) {
        return grants
                .distinct()
                .flatMap(grant -> grant.agreement().stream())
                .flatMap(terms -> terms.quorum().groups().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    private Comparator<String> smallestFirst() {
        return Comparator.comparingInt((String group) -> groups.members(group).size())
                .thenComparing(Comparator.naturalOrder());
    }

    /** Where lines go in the file; empty if it is laid out so that none can be added. */
    Optional<Addition> addition(String key, Mapping root, List<String> lines) {
        return Section.of(key, root, policy.text()).map(section -> new Addition(section, lines));
    }

    /** The policy as it would be; empty if it could not be read. */
    Optional<Policy> with(List<Addition> additions) {
        return Policy.read(Section.with(additions, policy.text()), "draft") instanceof PolicyReading.Read(Policy with)
                ? Optional.of(with)
                : Optional.empty();
    }

    /** The lines for whoever pastes them. */
    static String yaml(List<Addition> additions) {
        return additions.stream().map(Addition::yaml).collect(Collectors.joining());
    }
}

package sallyport.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.policy.PolicyChange.Direction;

/**
 * Who gains and who loses between two policies. What is compared is what their rules say, so other names of rules,
 * another order, or one grant written as two make no difference. Targets are compared as written: {@code *} and
 * {@code web} are two.
 *
 * @param changes permissions by who, what and where, then denies, then what is only reported, then commands
 */
public record PolicyDiff(List<PolicyChange> changes) {
    public PolicyDiff {
        changes = List.copyOf(changes);
    }

    public static PolicyDiff between(Policy before, Policy now) {
        var changes = new ArrayList<PolicyChange>();
        permissions(Statements.of(before.rules()), Statements.of(now.rules())).forEach(changes::add);
        denies(denies(before), denies(now)).forEach(changes::add);
        reports(before, now).forEach(changes::add);
        commands(commands(before), commands(now)).forEach(changes::add);
        return new PolicyDiff(changes);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** One line for each change. */
    public List<String> lines() {
        return changes.stream().map(PolicyChange::line).toList();
    }

    private static Stream<PolicyChange> permissions(
            Map<Permission, SortedMap<String, Offer>> before, Map<Permission, SortedMap<String, Offer>> now) {
        var all = new TreeSet<>(before.keySet());
        all.addAll(now.keySet());
        return all.stream()
                .flatMap(permission -> offers(
                        permission,
                        before.getOrDefault(permission, new TreeMap<>()),
                        now.getOrDefault(permission, new TreeMap<>())));
    }

    private static Stream<PolicyChange> offers(
            Permission permission, SortedMap<String, Offer> before, SortedMap<String, Offer> now) {
        if (before.equals(now)) {
            return Stream.empty();
        }
        if (before.isEmpty()) {
            return now.values().stream().map(offer -> new PolicyChange.Gained(permission, offer.words()));
        }
        if (now.isEmpty()) {
            return before.values().stream().map(offer -> new PolicyChange.Lost(permission, offer.words()));
        }
        return Stream.of(moved(permission, before, now));
    }

    private static PolicyChange moved(
            Permission permission, SortedMap<String, Offer> before, SortedMap<String, Offer> now) {
        var old = before.values().iterator().next();
        var one = now.values().iterator().next();
        boolean sameCircumstances = before.keySet().equals(now.keySet()) && now.size() == 1;
        return sameCircumstances && old.terms().isPresent() && one.terms().isPresent()
                ? moved(permission, old.terms().get(), one)
                : new PolicyChange.Moved(permission, "now" + words(now) + "; before" + words(before), Direction.OTHER);
    }

    private static PolicyChange moved(Permission permission, Terms before, Offer now) {
        var terms = now.terms().orElseThrow();
        var both = before.and(terms);
        var direction =
                both.equals(terms) ? Direction.STRICTER : both.equals(before) ? Direction.LOOSER : Direction.OTHER;
        var words = now.narrowing().isEmpty() ? "" : now.narrowing().strip() + ", ";
        return new PolicyChange.Moved(permission, words + Offer.change(before, terms), direction);
    }

    private static String words(Map<String, Offer> offers) {
        return offers.values().stream()
                .map(offer -> offer.words().isEmpty() ? " everywhere" : offer.words())
                .collect(Collectors.joining(" or"));
    }

    private static Stream<PolicyChange> reports(Policy before, Policy now) {
        var old = Statements.sentences(before.reporting());
        var current = Statements.sentences(now.reporting());
        var enforcedBefore = Statements.sentences(before.rules());
        var enforcedNow = Statements.sentences(now.rules());
        return Stream.concat(
                current.stream()
                        .filter(sentence -> !old.contains(sentence))
                        .map(sentence -> new PolicyChange.Reporting(sentence, enforcedBefore.contains(sentence))),
                old.stream()
                        .filter(sentence -> !current.contains(sentence))
                        .map(sentence -> new PolicyChange.NotReporting(sentence, enforcedNow.contains(sentence))));
    }

    private static SortedSet<String> denies(Policy policy) {
        return policy.rules().denies().stream().map(Statements::of).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<PolicyChange> denies(SortedSet<String> before, SortedSet<String> now) {
        return Stream.concat(
                now.stream().filter(deny -> !before.contains(deny)).map(PolicyChange.Forbidden::new),
                before.stream().filter(deny -> !now.contains(deny)).map(PolicyChange.NotForbidden::new));
    }

    /** Those that are granted; nobody can run the others. */
    private static SortedMap<String, Command> commands(Policy policy) {
        return policy.rules().running().stream()
                .flatMap(grant -> grant.commands().stream())
                .collect(Collectors.toMap(Command::name, Function.identity(), (one, _) -> one, TreeMap::new));
    }

    /** A command that is new is told with who may run it. */
    private static Stream<PolicyChange> commands(SortedMap<String, Command> before, SortedMap<String, Command> now) {
        return now.values().stream()
                .flatMap(command -> Redefinition.between(before.getOrDefault(command.name(), command), command).stream()
                        .map(change -> new PolicyChange.Redefined(command.name(), change)));
    }
}

package sallyport.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules of one policy file. No method depends on their order. */
record Rules(List<Grant.OfCommands> running, List<Grant.OfCapabilities> looking, List<Deny> denies) {
    static final Rules NONE = new Rules(List.of(), List.of(), List.of());

    /** Why running a program is forbidden; empty if it is not. */
    List<Reason> forbidding(Ask ask, String program) {
        return inOrder(denies.stream().flatMap(deny -> deny.forbids(ask, program).stream()));
    }

    /** Why looking is forbidden; empty if it is not. */
    List<Reason> forbiddingLooking(Ask ask) {
        return inOrder(denies.stream().flatMap(deny -> deny.forbidsLooking(ask).stream()));
    }

    private static List<Reason> inOrder(Stream<Reason> reasons) {
        return reasons.sorted(Comparator.comparing(Reason::rule)).toList();
    }

    /** Every group that any rule names. */
    Set<String> groups() {
        var groups = new TreeSet<String>();
        Stream.of(
                        running.stream().map(Grant::conditions),
                        looking.stream().map(Grant::conditions),
                        denies.stream().map(Deny::conditions))
                .flatMap(Function.identity())
                .flatMap(List::stream)
                .forEach(condition -> {
                    if (condition instanceof Condition.ByPerson by) {
                        groups.addAll(by.groups());
                    }
                });
        running.stream()
                .flatMap(grant -> grant.terms().quorum().groups().stream())
                .forEach(groups::add);
        return groups;
    }

    /** Names in alphabetical order, each once. */
    static <T> String names(List<T> named, Function<T, String> name) {
        return named.stream().map(name).distinct().sorted().collect(Collectors.joining(", "));
    }
}

package sallyport.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import sallyport.request.Alias;

/**
 * Rules by where they hold, so that a decision looks at the few that can concern its target and not at all of a large
 * policy. What it finds is never too little and may be too much: the rule's own conditions still decide. Keeps the
 * order in which the rules were given. Immutable.
 */
final class TargetIndex<T> {
    private final List<T> rules;
    /** Places in {@link #rules} by the name that is meant. */
    private final Map<String, List<Integer>> exact = new HashMap<>();
    /** Places by what the name begins with, by the length of that. */
    private final Map<Integer, Map<String, List<Integer>>> open = new TreeMap<>();
    /** Places of rules that say nothing about targets. */
    private final BitSet everywhere = new BitSet();

    TargetIndex(List<T> rules, Function<T, List<Condition>> conditions) {
        this.rules = List.copyOf(rules);
        for (int place = 0; place < rules.size(); place++) {
            add(place, conditions.apply(rules.get(place)));
        }
    }

    private void add(int place, List<Condition> conditions) {
        var globs = conditions.stream()
                .flatMap(condition ->
                        condition instanceof Condition.OnTarget on ? on.targets().stream() : Stream.empty())
                .toList();
        everywhere.set(place, globs.isEmpty());
        for (var glob : globs) {
            var beginning = glob.beginning();
            var places = glob.isExact() ? exact : open.computeIfAbsent(beginning.length(), _ -> new HashMap<>());
            places.computeIfAbsent(beginning, _ -> new ArrayList<>()).add(place);
        }
    }

    /** Every rule that can concern a target, and perhaps others. */
    Stream<T> near(Alias alias) {
        var places = (BitSet) everywhere.clone();
        collect(places, alias.configured());
        collect(places, alias.cluster() + "/" + alias.nameInCluster());
        return places.stream().mapToObj(rules::get);
    }

    private void collect(BitSet places, String name) {
        exact.getOrDefault(name, List.of()).forEach(places::set);
        open.forEach((length, byBeginning) -> {
            if (length <= name.length()) {
                byBeginning.getOrDefault(name.substring(0, length), List.of()).forEach(places::set);
            }
        });
    }

    /** All rules, wherever they hold. */
    Stream<T> all() {
        return rules.stream();
    }
}

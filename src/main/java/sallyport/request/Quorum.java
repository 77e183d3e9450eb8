package sallyport.request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who must agree: every slot filled by distinct people, and of every choice one. A person fills one place, however many
 * groups they are in, so filling is a matching between people and places. A group that is asked for more than once, in
 * slots or choices, needs the largest of its counts, not their sum. No slots and no choices means that nobody has to
 * agree.
 */
public record Quorum(List<Slot> slots, List<Choice> choices) {
    public Quorum {
        slots = List.copyOf(slots);
        choices = List.copyOf(choices);
    }

    public Quorum(List<Slot> slots) {
        this(slots, List.of());
    }

    public static Quorum none() {
        return new Quorum(List.of());
    }

    /**
     * Slots of which one is enough.
     *
     * @param alternatives at least two
     */
    public record Choice(List<Slot> alternatives) {
        public Choice {
            alternatives = List.copyOf(alternatives);
            if (alternatives.size() < 2) {
                throw new IllegalArgumentException("a choice has at least two alternatives");
            }
        }
    }

    /**
     * How far approvals go.
     *
     * @param filled how many places they fill, each approval one place at most
     * @param places how many there are to fill
     */
    public record Progress(int filled, int places) {}

    /** Whether nobody has to agree. */
    public boolean needsNobody() {
        return slots.isEmpty() && choices.isEmpty();
    }

    /** Every group that may fill a place. */
    public Set<String> groups() {
        return everySlot().map(Slot::group).collect(Collectors.toUnmodifiableSet());
    }

    private Stream<Slot> everySlot() {
        return Stream.concat(slots.stream(), choices.stream().flatMap(choice -> choice.alternatives().stream()));
    }

    /** Whether the approvals fill every place. More people than needed do no harm. */
    public boolean isMetBy(List<Approval> approvals) {
        return ways().anyMatch(
                        places -> places.size() <= approvals.size() && seated(places, approvals) == places.size());
    }

    /** Whether everybody who meets this one meets the other too, whoever they are. */
    public boolean covers(Quorum other) {
        return ways().allMatch(own -> other.ways().anyMatch(wanted -> holds(own, wanted)));
    }

    private static boolean holds(List<String> own, List<String> wanted) {
        var left = new ArrayList<>(own);
        return wanted.stream().allMatch(left::remove);
    }

    /** Who must agree, for people, such as {@code 1 of sre and (1 of dba or 2 of ops)}. */
    public String words() {
        return words(name -> name);
    }

    /** @param name how a group's name is shown */
    public String words(UnaryOperator<String> name) {
        if (needsNobody()) {
            return "nobody";
        }
        boolean only = slots.isEmpty() && choices.size() == 1;
        var either = choices.stream().map(choice -> only ? words(choice, name) : "(" + words(choice, name) + ")");
        return Stream.concat(slots.stream().map(slot -> words(slot, name)), either)
                .collect(Collectors.joining(" and "));
    }

    private static String words(Choice choice, UnaryOperator<String> name) {
        return choice.alternatives().stream().map(slot -> words(slot, name)).collect(Collectors.joining(" or "));
    }

    private static String words(Slot slot, UnaryOperator<String> name) {
        return slot.count() + " of " + name.apply(slot.group());
    }

    /** By the choices that leave the fewest places empty; of those, the ones with the fewest places. */
    public Progress progress(List<Approval> approvals) {
        return ways().map(places -> new Progress(seated(places, approvals), places.size()))
                .min(Comparator.<Progress>comparingInt(progress -> progress.places() - progress.filled())
                        .thenComparingInt(Progress::places))
                .orElseThrow();
    }

    /** The places to fill, by their groups, for each way of choosing. */
    private Stream<List<String>> ways() {
        Stream<List<Slot>> ways = Stream.of(slots);
        for (var choice : choices) {
            ways = ways.flatMap(way -> choice.alternatives().stream().map(slot -> and(way, slot)));
        }
        return ways.map(Quorum::places);
    }

    private static List<Slot> and(List<Slot> way, Slot slot) {
        return Stream.concat(way.stream(), Stream.of(slot)).toList();
    }

    private static List<String> places(List<Slot> way) {
        Map<String, Integer> counts = new TreeMap<>();
        way.forEach(slot -> counts.merge(slot.group(), slot.count(), Math::max));
        return counts.entrySet().stream()
                .flatMap(entry -> Collections.nCopies(entry.getValue(), entry.getKey()).stream())
                .toList();
    }

    private static int seated(List<String> places, List<Approval> approvals) {
        Map<Integer, Approval> seated = new HashMap<>();
        int filled = 0;
        for (var approval : approvals) {
            if (seat(approval, places, seated, new HashSet<>())) {
                filled++;
            }
        }
        return filled;
    }

    /** Kuhn's augmenting path: takes a free place, or moves whoever holds a suitable one elsewhere. */
    private static boolean seat(
            Approval approval, List<String> places, Map<Integer, Approval> seated, Set<Integer> visited) {
        for (int place = 0; place < places.size(); place++) {
            if (!approval.groups().contains(places.get(place)) || !visited.add(place)) {
                continue;
            }
            var holder = seated.get(place);
            if (holder == null || seat(holder, places, seated, visited)) {
                seated.put(place, approval);
                return true;
            }
        }
        return false;
    }
}

package sallyport.request;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who must agree: every slot filled by distinct people. A person fills one place, however many groups they are in, so
 * filling is a matching between people and places. No slots means that nobody has to agree.
 */
public record Quorum(List<Slot> slots) {
    public Quorum {
        slots = List.copyOf(slots);
    }

    public static Quorum none() {
        return new Quorum(List.of());
    }

    /** How many people it takes. */
    public int size() {
        return slots.stream().mapToInt(Slot::count).sum();
    }

    /** Whether the approvals fill every place. More people than needed do no harm. */
    public boolean isMetBy(List<Approval> approvals) {
        return filledBy(approvals) == size();
    }

    /** Whether everybody who meets this one meets the other too, whoever they are. */
    public boolean covers(Quorum other) {
        var own = places();
        return other.places().stream().allMatch(own::remove);
    }

    /** How many places the approvals fill, each approval one place at most. */
    public int filledBy(List<Approval> approvals) {
        var places = places();
        Map<Integer, Approval> seated = new HashMap<>();
        int filled = 0;
        for (var approval : approvals) {
            if (seat(approval, places, seated, new HashSet<>())) {
                filled++;
            }
        }
        return filled;
    }

    private List<String> places() {
        var places = new ArrayList<String>();
        for (var slot : slots) {
            for (int i = 0; i < slot.count(); i++) {
                places.add(slot.group());
            }
        }
        return places;
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

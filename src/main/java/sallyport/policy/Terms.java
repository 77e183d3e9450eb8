package sallyport.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sallyport.request.Quorum;
import sallyport.request.Slot;

/**
 * On which terms a grant lets somebody ask.
 *
 * @param expires how long a request may wait for approval
 * @param startWithin how long after the last approval it may start
 */
record Terms(Quorum quorum, boolean reasonRequired, Duration expires, Duration startWithin) {
    /** Whoever satisfies the result satisfies both. Commutative and associative, so the order of rules is no matter. */
    Terms and(Terms other) {
        return new Terms(
                union(quorum, other.quorum),
                reasonRequired || other.reasonRequired,
                shorter(expires, other.expires),
                shorter(startWithin, other.startWithin));
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Every group of both, each with the larger of its counts. */
    private static Quorum union(Quorum one, Quorum other) {
        Map<String, Integer> counts = new TreeMap<>();
        for (var slots : List.of(one.slots(), other.slots())) {
            slots.forEach(slot -> counts.merge(slot.group(), slot.count(), Math::max));
        }
        return new Quorum(counts.entrySet().stream()
                .map(entry -> new Slot(entry.getKey(), entry.getValue()))
                .toList());
    }
}

package sallyport.policy;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import sallyport.request.AfterReview;
import sallyport.request.Binding;
import sallyport.request.Concurrency;
import sallyport.request.Confirmation;
import sallyport.request.Escalation;
import sallyport.request.Quorum;
import sallyport.request.Slot;

/**
 * On which terms a grant lets somebody ask.
 *
 * @param tickets forms that the ticket must have, all of them; none if no ticket is needed
 * @param expires how long a request may wait for approval
 * @param startWithin how long after the last approval it may start
 * @param review what is owed afterwards, for a grant that breaks the glass
 * @param escalation who may stand in after a while, if anybody
 * @param concurrency how many runs may run at once on a target, for each rule that says so, by its id
 * @param fanOut on how many tasks one request may run, at least 1
 */
public record Terms(
        Quorum quorum,
        boolean reasonRequired,
        List<TicketForm> tickets,
        Duration expires,
        Duration startWithin,
        Binding binding,
        Optional<AfterReview> review,
        Confirmation confirmation,
        Optional<Escalation> escalation,
        List<Concurrency> concurrency,
        int fanOut) {
    public Terms {
        concurrency = List.copyOf(concurrency);
        tickets = List.copyOf(tickets);
    }

    /** Whether they hold for emergencies, and only for those. */
    boolean breakGlass() {
        return review.isPresent();
    }

    /** Whoever satisfies the result satisfies both. Commutative and associative, so the order of rules is no matter. */
    Terms and(Terms other) {
        return new Terms(
                union(quorum, other.quorum),
                reasonRequired || other.reasonRequired,
                sorted(Stream.concat(tickets.stream(), other.tickets.stream())),
                shorter(expires, other.expires),
                shorter(startWithin, other.startWithin),
                stricter(binding, other.binding),
                sooner(review, other.review),
                stricter(confirmation, other.confirmation),
                inBoth(escalation, other.escalation),
                Stream.concat(concurrency.stream(), other.concurrency.stream())
                        .distinct()
                        .sorted(Comparator.comparing(Concurrency::rule))
                        .toList(),
                Math.min(fanOut, other.fanOut));
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Of constants that are declared from the easier to the stricter. */
    private static <T extends Enum<T>> T stricter(T one, T other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Who stands in must be let by both: the same group, and no sooner than either says. */
    private static Optional<Escalation> inBoth(Optional<Escalation> one, Optional<Escalation> other) {
        return one.flatMap(mine -> other.filter(theirs -> theirs.group().equals(mine.group()))
                .map(theirs -> mine.after().compareTo(theirs.after()) >= 0 ? mine : theirs));
    }

    private static <T extends Comparable<T>> List<T> sorted(Stream<T> all) {
        return all.distinct().sorted().toList();
    }

    /** The one that is due first; of two due at the same time, the one of the group that comes first by name. */
    private static Optional<AfterReview> sooner(Optional<AfterReview> one, Optional<AfterReview> other) {
        return Stream.of(one, other)
                .flatMap(Optional::stream)
                .min(Comparator.comparing(AfterReview::within).thenComparing(AfterReview::group));
    }

    /** Every group of both, each with the larger of its counts, and every choice of both. */
    private static Quorum union(Quorum one, Quorum other) {
        Map<String, Integer> counts = new TreeMap<>();
        for (var slots : List.of(one.slots(), other.slots())) {
            slots.forEach(slot -> counts.merge(slot.group(), slot.count(), Math::max));
        }
        return new Quorum(
                counts.entrySet().stream()
                        .map(entry -> new Slot(entry.getKey(), entry.getValue()))
                        .toList(),
                Stream.concat(one.choices().stream(), other.choices().stream())
                        .distinct()
                        .sorted(Comparator.comparing(Quorum.Choice::toString))
                        .toList());
    }
}

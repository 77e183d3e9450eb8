package sallyport.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sallyport.request.Examples.NOON;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuorumTest {
    private static final List<String> GROUPS = List.of("ops", "dba", "security");

    @Test
    void nobody_has_to_agree_to_a_quorum_without_slots() {
        assertThat(Quorum.none().needsNobody()).isTrue();
        assertThat(Quorum.none().progress(List.of())).isEqualTo(new Quorum.Progress(0, 0));
        assertThat(Quorum.none().isMetBy(List.of())).isTrue();
    }

    @Test
    void one_person_in_two_groups_fills_one_place() {
        var quorum = new Quorum(List.of(new Slot("ops", 1), new Slot("dba", 1)));
        assertThat(quorum.isMetBy(List.of(by(1, "ops", "dba")))).isFalse();
        assertThat(quorum.progress(List.of(by(1, "ops", "dba")))).isEqualTo(new Quorum.Progress(1, 2));
    }

    @Test
    void who_can_sit_elsewhere_makes_room_for_who_cannot() {
        var quorum = new Quorum(List.of(new Slot("ops", 1), new Slot("dba", 1)));
        assertThat(quorum.isMetBy(List.of(by(1, "ops", "dba"), by(2, "ops")))).isTrue();
    }

    @Test
    void making_room_may_move_several_people() {
        var quorum = new Quorum(List.of(new Slot("ops", 1), new Slot("dba", 1), new Slot("security", 1)));
        assertThat(quorum.isMetBy(List.of(by(1, "ops", "dba"), by(2, "dba", "security"), by(3, "ops", "dba"))))
                .isTrue();
        assertThat(quorum.isMetBy(List.of(by(1, "ops", "dba"), by(2, "ops", "dba"), by(3, "ops", "dba"))))
                .isFalse();
    }

    @Test
    void more_people_than_needed_do_no_harm() {
        var quorum = new Quorum(List.of(new Slot("ops", 1)));
        assertThat(quorum.isMetBy(List.of(by(1, "ops"), by(2, "ops"), by(3, "dba"))))
                .isTrue();
        assertThat(quorum.progress(List.of(by(1, "ops"), by(2, "ops")))).isEqualTo(new Quorum.Progress(1, 1));
    }

    @Test
    void a_quorum_covers_what_asks_for_no_more_people_of_any_group() {
        var two = new Quorum(List.of(new Slot("ops", 2), new Slot("dba", 1)));
        assertThat(two.covers(two)).isTrue();
        assertThat(two.covers(Quorum.none())).isTrue();
        assertThat(two.covers(new Quorum(List.of(new Slot("dba", 1), new Slot("ops", 1)))))
                .isTrue();
        assertThat(two.covers(new Quorum(List.of(new Slot("ops", 3))))).isFalse();
        assertThat(two.covers(new Quorum(List.of(new Slot("dba", 2))))).isFalse();
        assertThat(two.covers(new Quorum(List.of(new Slot("security", 1))))).isFalse();
        assertThat(Quorum.none().covers(two)).isFalse();
    }

    @Test
    void a_choice_is_covered_by_one_of_its_alternatives_and_covers_only_what_each_of_them_does() {
        var either = new Quorum(List.of(), List.of(choice(new Slot("ops", 1), new Slot("dba", 1))));
        var ops = new Quorum(List.of(new Slot("ops", 1)));
        assertThat(ops.covers(either)).isTrue();
        assertThat(either.covers(ops)).isFalse();
        assertThat(either.covers(either)).isTrue();
        assertThat(either.covers(Quorum.none())).isTrue();
        assertThat(Quorum.none().covers(either)).isFalse();
    }

    @Test
    void a_quorum_is_told_in_words() {
        var slots = List.of(new Slot("ops", 1), new Slot("dba", 2));
        var either = choice(new Slot("leads", 1), new Slot("cto", 2));
        assertThat(Quorum.none().words()).isEqualTo("nobody");
        assertThat(new Quorum(slots).words()).isEqualTo("1 of ops and 2 of dba");
        assertThat(new Quorum(List.of(), List.of(either)).words()).isEqualTo("1 of leads or 2 of cto");
        assertThat(new Quorum(slots, List.of(either)).words())
                .isEqualTo("1 of ops and 2 of dba and (1 of leads or 2 of cto)");
        assertThat(new Quorum(List.of(), List.of(either, either)).words())
                .isEqualTo("(1 of leads or 2 of cto) and (1 of leads or 2 of cto)");
    }

    @Test
    void a_slot_for_several_takes_several() {
        var quorum = new Quorum(List.of(new Slot("ops", 2)));
        assertThat(quorum.isMetBy(List.of(by(1, "ops")))).isFalse();
        assertThat(quorum.isMetBy(List.of(by(1, "ops"), by(2, "ops")))).isTrue();
    }

    @Test
    void of_a_choice_one_alternative_is_enough() {
        var quorum = new Quorum(List.of(), List.of(choice(new Slot("ops", 2), new Slot("dba", 1))));
        assertThat(quorum.needsNobody()).isFalse();
        assertThat(quorum.isMetBy(List.of())).isFalse();
        assertThat(quorum.isMetBy(List.of(by(1, "ops")))).isFalse();
        assertThat(quorum.isMetBy(List.of(by(1, "security")))).isFalse();
        assertThat(quorum.isMetBy(List.of(by(1, "dba")))).isTrue();
        assertThat(quorum.isMetBy(List.of(by(1, "ops"), by(2, "ops")))).isTrue();
        assertThat(quorum.groups()).containsExactlyInAnyOrder("ops", "dba");
    }

    @Test
    void slots_and_choices_take_distinct_people() {
        var quorum =
                new Quorum(List.of(new Slot("ops", 1)), List.of(choice(new Slot("dba", 1), new Slot("security", 1))));
        assertThat(quorum.isMetBy(List.of(by(1, "ops", "dba")))).isFalse();
        assertThat(quorum.isMetBy(List.of(by(1, "ops", "dba"), by(2, "dba")))).isTrue();
        assertThat(quorum.isMetBy(List.of(by(1, "ops", "dba"), by(2, "ops")))).isTrue();
        assertThat(quorum.isMetBy(List.of(by(1, "ops"), by(2, "ops")))).isFalse();
    }

    @Test
    void a_group_that_is_asked_for_twice_needs_the_larger_of_its_counts() {
        var quorum = new Quorum(
                List.of(new Slot("ops", 1)),
                List.of(
                        choice(new Slot("ops", 2), new Slot("dba", 1)),
                        choice(new Slot("ops", 1), new Slot("dba", 2))));
        assertThat(quorum.isMetBy(List.of(by(1, "ops"), by(2, "ops")))).isTrue();
        assertThat(quorum.isMetBy(List.of(by(1, "ops")))).isFalse();
        assertThat(quorum.isMetBy(List.of(by(1, "ops"), by(2, "dba")))).isTrue();
    }

    @Test
    void progress_is_told_by_the_choice_that_is_nearest() {
        var quorum = new Quorum(List.of(), List.of(choice(new Slot("dba", 3), new Slot("ops", 2))));
        assertThat(quorum.progress(List.of())).isEqualTo(new Quorum.Progress(0, 2));
        assertThat(quorum.progress(List.of(by(1, "dba")))).isEqualTo(new Quorum.Progress(0, 2));
        assertThat(quorum.progress(List.of(by(1, "dba"), by(2, "dba")))).isEqualTo(new Quorum.Progress(2, 3));
    }

    @Test
    void a_choice_has_two_alternatives_at_least() {
        assertThatThrownBy(() -> choice(new Slot("ops", 1))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Quorum.Choice choice(Slot... alternatives) {
        return new Quorum.Choice(List.of(alternatives));
    }

    @Test
    void a_slot_for_nobody_is_refused() {
        assertThatThrownBy(() -> new Slot("ops", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void as_many_places_are_filled_as_the_best_seating_fills(long seed) {
        var random = new Random(seed);
        var quorum = quorum(random);
        var approvals = IntStream.range(0, random.nextInt(6))
                .mapToObj(n -> by(n, groups(random)))
                .toList();
        var places = quorum.slots().stream()
                .flatMap(slot -> IntStream.range(0, slot.count()).mapToObj(_ -> slot.group()))
                .toList();
        assertThat(quorum.progress(approvals))
                .isEqualTo(new Quorum.Progress(bestSeating(approvals, new ArrayList<>(places)), places.size()));
    }

    private static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    /** Tries every seating. */
    private static int bestSeating(List<Approval> approvals, List<String> free) {
        if (approvals.isEmpty()) {
            return 0;
        }
        var rest = approvals.subList(1, approvals.size());
        int best = bestSeating(rest, free);
        for (var group : approvals.getFirst().groups()) {
            var left = new ArrayList<>(free);
            if (left.remove(group)) {
                best = Math.max(best, 1 + bestSeating(rest, left));
            }
        }
        return best;
    }

    private static Quorum quorum(Random random) {
        return new Quorum(GROUPS.stream()
                .filter(_ -> random.nextBoolean())
                .map(group -> new Slot(group, 1 + random.nextInt(2)))
                .toList());
    }

    private static String[] groups(Random random) {
        Set<String> groups = new HashSet<>();
        GROUPS.stream().filter(_ -> random.nextBoolean()).forEach(groups::add);
        return groups.toArray(String[]::new);
    }

    private static Approval by(int person, String... groups) {
        return new Approval(new Person("T1", "U" + person), Set.of(groups), NOON);
    }
}

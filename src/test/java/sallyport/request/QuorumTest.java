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
        assertThat(Quorum.none().size()).isZero();
        assertThat(Quorum.none().isMetBy(List.of())).isTrue();
    }

    @Test
    void one_person_in_two_groups_fills_one_place() {
        var quorum = new Quorum(List.of(new Slot("ops", 1), new Slot("dba", 1)));
        assertThat(quorum.size()).isEqualTo(2);
        assertThat(quorum.isMetBy(List.of(by(1, "ops", "dba")))).isFalse();
        assertThat(quorum.filledBy(List.of(by(1, "ops", "dba")))).isEqualTo(1);
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
        assertThat(quorum.filledBy(List.of(by(1, "ops"), by(2, "ops")))).isEqualTo(1);
    }

    @Test
    void a_quorum_covers_what_asks_for_no_more_people_of_any_group() {
        var two = new Quorum(List.of(new Slot("ops", 2), new Slot("dba", 1)));
        assertThat(two.covers(two)).isTrue();
        assertThat(two.covers(Quorum.none())).isTrue();
        assertThat(two.covers(new Quorum(List.of(new Slot("dba", 1), new Slot("ops", 1)))))
                .isTrue();
        assertThat(two.covers(new Quorum(List.of(new Slot("ops", 3))))).isFalse();
        assertThat(two.covers(new Quorum(List.of(new Slot("dba", 1), new Slot("dba", 1)))))
                .isFalse();
        assertThat(two.covers(new Quorum(List.of(new Slot("security", 1))))).isFalse();
        assertThat(Quorum.none().covers(two)).isFalse();
    }

    @Test
    void a_slot_for_several_takes_several() {
        var quorum = new Quorum(List.of(new Slot("ops", 2)));
        assertThat(quorum.isMetBy(List.of(by(1, "ops")))).isFalse();
        assertThat(quorum.isMetBy(List.of(by(1, "ops"), by(2, "ops")))).isTrue();
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
        assertThat(quorum.filledBy(approvals)).isEqualTo(bestSeating(approvals, new ArrayList<>(places)));
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

package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sallyport.request.Person;

/** Who is in which group by the clock. */
class CurrentGroupsTest {
    private static final Person ADA = new Person("T1", "U1");
    private static final Person BOB = new Person("T1", "U2");
    private static final Instant HANDOVER = Instant.parse("2026-03-02T07:00:00Z");

    private final Groups listed = new Groups(Map.of("dev", Set.of(ADA, BOB), "sre", Set.of(BOB)));
    private Instant now = HANDOVER;
    private OnCall onCall = rota("call", ADA, BOB);
    private final CurrentGroups groups = new CurrentGroups(listed, () -> onCall, UserGroups.none(), () -> now);

    private static OnCall rota(String name, Person before, Person after) {
        return new OnCall() {
            @Override
            public Set<String> schedules() {
                return Set.of(name);
            }

            @Override
            public Map<String, Set<Person>> at(Instant moment) {
                return Map.of(name, Set.of(moment.isBefore(HANDOVER) ? before : after));
            }
        };
    }

    private final Map<String, Set<Person>> kept = new HashMap<>();

    private UserGroups userGroups() {
        return new UserGroups() {
            @Override
            public Set<String> names() {
                return Set.of("slack", "sre");
            }

            @Override
            public Map<String, Set<Person>> at(Instant moment) {
                return Map.copyOf(kept);
            }
        };
    }

    @Test
    void a_group_that_is_kept_elsewhere_counts_beside_the_listed_ones_and_takes_no_name_of_theirs() {
        var all = new CurrentGroups(listed, () -> onCall, userGroups(), () -> now);
        kept.put("slack", Set.of(ADA));
        kept.put("sre", Set.of(ADA));
        kept.put("call", Set.of(ADA));
        assertThat(all.of(ADA)).containsExactlyInAnyOrder("dev", "slack");
        assertThat(all.members("slack")).containsExactly(ADA);
        assertThat(all.members("sre")).containsExactly(BOB);
        kept.put("slack", Set.of(BOB));
        assertThat(all.of(ADA)).containsExactly("dev");
    }

    @Test
    void a_group_of_which_nobody_knows_who_is_in_it_is_unverified_and_has_nobody() {
        var all = new CurrentGroups(listed, () -> onCall, userGroups(), () -> now);
        kept.put("slack", Set.of());
        assertThat(all.unverified()).containsExactly("sre");
        kept.clear();
        assertThat(all.unverified()).containsExactlyInAnyOrder("slack", "sre");
        assertThat(all.members("slack")).isEmpty();
        assertThat(all.shifts()).containsExactly("call");
        assertThat(groups.unverified()).isEmpty();
    }

    @Test
    void a_handover_changes_who_is_in_the_group_at_its_moment() {
        now = HANDOVER.minusNanos(1);
        assertThat(groups.of(ADA)).containsExactlyInAnyOrder("dev", "call");
        assertThat(groups.of(BOB)).containsExactlyInAnyOrder("dev", "sre");
        now = HANDOVER;
        assertThat(groups.of(ADA)).containsExactly("dev");
        assertThat(groups.of(BOB)).containsExactlyInAnyOrder("dev", "sre", "call");
    }

    @Test
    void schedules_that_came_into_force_count_at_once() {
        onCall = rota("night", BOB, ADA);
        assertThat(groups.of(ADA)).containsExactlyInAnyOrder("dev", "night");
        assertThat(groups.of(BOB)).containsExactlyInAnyOrder("dev", "sre");
    }

    @Test
    void no_schedule_can_take_the_name_of_a_listed_group() {
        onCall = rota("sre", ADA, ADA);
        assertThat(groups.of(ADA)).containsExactly("dev");
        assertThat(groups.of(BOB)).containsExactlyInAnyOrder("dev", "sre");
    }

    @Test
    void others_stand_beside_the_listed_groups() {
        var both = listed.and(Map.of("call", Set.of(ADA)));
        assertThat(both.names()).containsExactlyInAnyOrder("dev", "sre", "call");
        assertThat(both.members("call")).containsExactly(ADA);
        assertThat(both.members("sre")).containsExactly(BOB);
        assertThat(listed.names()).containsExactlyInAnyOrder("dev", "sre");
    }
}

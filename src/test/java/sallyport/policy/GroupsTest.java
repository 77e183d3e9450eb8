package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sallyport.request.Person;

class GroupsTest {
    private static final Person ADA = new Person("T1", "U1");
    private static final Person BOB = new Person("T1", "U2");

    private final Groups groups = new Groups(Map.of("dev", Set.of(ADA, BOB), "sre", Set.of(BOB), "empty", Set.of()));

    @Test
    void a_person_is_in_every_group_that_lists_them() {
        assertThat(groups.of(BOB)).containsExactlyInAnyOrder("dev", "sre");
        assertThat(groups.of(ADA)).containsExactly("dev");
    }

    @Test
    void the_same_user_id_in_another_team_is_somebody_else() {
        assertThat(groups.of(new Person("T2", "U1"))).isEmpty();
    }

    @Test
    void members_of_a_group_that_is_not_configured_are_nobody() {
        assertThat(groups.members("dev")).containsExactlyInAnyOrder(ADA, BOB);
        assertThat(groups.members("empty")).isEmpty();
        assertThat(groups.members("unknown")).isEmpty();
        assertThat(groups.names()).containsExactlyInAnyOrder("dev", "sre", "empty");
    }
}

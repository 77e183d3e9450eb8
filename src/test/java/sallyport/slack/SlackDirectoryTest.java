package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.approval.Standing;
import sallyport.request.Person;

class SlackDirectoryTest {
    private final StubSlack stub = new StubSlack();
    private final AtomicReference<Instant> now = new AtomicReference<>(Requests.NOW);
    private final InstantSource clock = now::get;
    private final SlackDirectory directory =
            new SlackDirectory(new SlackApi(stub.options()), Set.of("T1"), _ -> Set.of("sre"), clock);

    @AfterEach
    void close() {
        stub.close();
    }

    @Test
    void a_full_member_stands_with_the_groups_of_the_configuration() {
        assertThat(directory.lookUp(Requests.ALEX)).isEqualTo(new Standing.Member(Set.of("sre")));
    }

    @ParameterizedTest
    @CsvSource({
        "deleted, deactivated accounts",
        "is_restricted, guests",
        "is_ultra_restricted, guests",
        "is_bot, bots",
        "is_workflow_bot, bots",
        "is_stranger, people of another workspace"
    })
    void whoever_is_no_full_member_may_not_take_part(String flag, String who) {
        stub.user("U0ALEX", ",\"" + flag + "\":true");
        assertThat(directory.lookUp(Requests.ALEX)).isEqualTo(new Standing.Barred(who + " may not take part"));
    }

    @Test
    void people_of_another_workspace_are_barred_without_asking_anybody() {
        assertThat(directory.lookUp(new Person("T2", "U0ALEX"))).isInstanceOf(Standing.Barred.class);
        assertThat(stub.methods()).isEmpty();
    }

    @Test
    void a_person_whose_home_is_another_workspace_is_barred() {
        stub.user("U0ALEX", ",\"team_id\":\"T2\"");
        assertThat(directory.lookUp(Requests.ALEX)).isInstanceOf(Standing.Barred.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing_scope", "invalid_auth", "internal_error", "ratelimited"})
    void nobody_is_vouched_for_when_slack_does_not_say(String error) {
        stub.fail("users.info", error);
        assertThat(directory.lookUp(Requests.ALEX)).isInstanceOf(Standing.Unverifiable.class);
        assertThat(directory.lookUp(Requests.ALEX)).isInstanceOf(Standing.Member.class);
    }

    @Test
    void an_answer_is_good_for_a_minute_and_not_longer() {
        directory.lookUp(Requests.ALEX);
        stub.user("U0ALEX", ",\"deleted\":true");
        now.set(Requests.NOW.plus(SlackDirectory.FRESH).minusMillis(1));
        assertThat(directory.lookUp(Requests.ALEX)).isInstanceOf(Standing.Member.class);
        assertThat(stub.methods()).hasSize(1);
        now.set(Requests.NOW.plus(SlackDirectory.FRESH));
        assertThat(directory.lookUp(Requests.ALEX)).isInstanceOf(Standing.Barred.class);
    }
}

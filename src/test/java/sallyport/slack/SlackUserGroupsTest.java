package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.request.Person;

/** What becomes of Slack's answer about its user groups. */
class SlackUserGroupsTest {
    private final StubSlack stub = new StubSlack();
    private final SlackUserGroups groups = new SlackUserGroups(
            new SlackApi(stub.options()),
            Set.of("T1", "T2"),
            Map.of("sre", new UserGroupId("S0SRE"), "dba", new UserGroupId("S0DBA")));

    @AfterEach
    void close() {
        stub.close();
    }

    private UserGroupReading read(String... listed) {
        stub.say("usergroups.list", "{\"ok\":true,\"usergroups\":[" + String.join(",", listed) + "]}");
        return groups.get();
    }

    private static String group(String id, String more) {
        return "{\"id\":\"" + id + "\",\"handle\":\"h\",\"date_delete\":0" + more + "}";
    }

    @Test
    void members_are_those_of_every_workspace_that_is_configured() {
        assertThat(read(
                        group("S0SRE", ",\"users\":[\"U1\"]"),
                        group("S0DBA", ",\"users\":[]"),
                        group("S0ELSE", ",\"users\":[\"U9\"]")))
                .isEqualTo(new UserGroupReading.Answered(
                        Map.of("sre", Set.of(new Person("T1", "U1"), new Person("T2", "U1")), "dba", Set.of()),
                        Map.of()));
    }

    @Test
    void one_call_asks_for_the_members_of_all_groups_and_for_those_that_are_disabled() {
        read(group("S0SRE", ",\"users\":[]"), group("S0DBA", ",\"users\":[]"));
        assertThat(stub.methods()).containsExactly("usergroups.list");
        var asked = stub.calls("usergroups.list").getFirst();
        assertThat(asked.value("include_users")).isEqualTo("1");
        assertThat(asked.value("include_disabled")).isEqualTo("1");
    }

    @Test
    void a_group_that_is_not_there_or_disabled_is_a_problem_of_that_group_alone() {
        var disabled = group("S0SRE", ",\"users\":[\"U1\"]").replace("\"date_delete\":0", "\"date_delete\":1700000000");
        assertThat(read(disabled, group("S0DBA", ",\"users\":[]")))
                .isEqualTo(new UserGroupReading.Answered(
                        Map.of("dba", Set.of()), Map.of("sre", "the user group S0SRE is disabled")));
        assertThat(read(group("S0DBA", ",\"users\":[]")))
                .isEqualTo(new UserGroupReading.Answered(
                        Map.of("dba", Set.of()), Map.of("sre", "the workspace has no user group S0SRE")));
    }

    @Test
    void a_group_without_its_list_of_members_is_not_an_empty_one() {
        assertThat(read(group("S0SRE", ""), group("S0DBA", ",\"users\":[]")))
                .isEqualTo(new UserGroupReading.Answered(
                        Map.of("dba", Set.of()), Map.of("sre", "Slack did not say who is in the user group S0SRE")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            missing_scope  | the app lacks the scope usergroups:read; add it and install the app again
            internal_error | Slack answered internal_error
            """)
    void what_slack_refuses_is_no_answer(String error, String cause) {
        stub.fail("usergroups.list", error);
        assertThat(groups.get()).isEqualTo(new UserGroupReading.Unanswered(cause, Duration.ZERO));
    }

    @Test
    void a_slack_that_is_broken_gives_no_answer_and_one_that_is_asked_too_often_says_for_how_long() {
        stub.breakDown("usergroups.list");
        assertThat(groups.get())
                .isEqualTo(new UserGroupReading.Unanswered("Slack answered with HTTP 503", Duration.ZERO));
        stub.tooFast("usergroups.list", Duration.ofSeconds(40));
        assertThat(groups.get())
                .isEqualTo(new UserGroupReading.Unanswered("Slack is being asked too often", Duration.ofSeconds(40)));
    }

    @Test
    void without_groups_slack_is_not_asked() {
        var none = new SlackUserGroups(new SlackApi(stub.options()), Set.of("T1"), Map.of());
        assertThat(none.get()).isEqualTo(new UserGroupReading.Answered(Map.of(), Map.of()));
        assertThat(stub.methods()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sre", "S1", "s0123abcd", "U0123ABCD", "S0123ABCD ", "<!subteam^S0123ABCD>"})
    void what_is_not_the_id_of_a_user_group_is_not_read_as_one(String text) {
        assertThat(UserGroupId.read(text)).isEmpty();
    }
}

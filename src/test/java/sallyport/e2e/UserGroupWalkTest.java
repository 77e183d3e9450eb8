package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sallyport.e2e.ControlClient.APPROVER;
import static sallyport.e2e.ControlClient.REQUESTER;
import static sallyport.e2e.ControlClient.SECOND_APPROVER;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sallyport.sandbox.SandboxOptions;
import tools.jackson.databind.JsonNode;

/** Somebody is taken out of a user group of Slack, and back in. */
class UserGroupWalkTest extends Walk {
    /** Twelve readings a minute of the twenty that Slack allows. */
    private static final Duration READ = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GROUP = "S0SRE";

    @Override
    SandboxOptions options(Path data) {
        return super.options(data).readingGroupsEvery(READ);
    }

    @Test
    void a_member_of_the_group_approves_and_who_was_taken_out_of_it_may_not() {
        var first = ask();
        approve(APPROVER, first);
        slack().awaitThread(first, "exit 0");

        var card = ask();
        slack().click(APPROVER, slack().awaitButton(card, "Review"), "Review");
        var opened = slack().awaitView(APPROVER);
        slack().userGroup(GROUP, List.of(SECOND_APPROVER));
        var told = slack().awaitMessage(REQUESTER, "Slack user groups that the policy names");
        assertThat(ControlClient.text(told)).contains("- T0SANDBOX/" + APPROVER + " left sre-slack");

        slack().submit(APPROVER, opened, Map.of());
        assertThat(ControlClient.text(slack().awaitView(APPROVER))).contains("You are not among those who may do this");
        assertThat(slack().threadText(card)).doesNotContain("exit 0");
        approve(SECOND_APPROVER, card);
        slack().awaitThread(card, "exit 0");
    }

    @Test
    void a_group_that_slack_no_longer_has_enabled_is_told_by_status_and_its_members_hold() {
        slack().disableUserGroup(GROUP);
        await().atMost(PATIENCE).until(() -> status().contains("Who is in the Slack user group `sre-slack`"));
        assertThat(status()).contains("the user group S0SRE is disabled.").contains("count until");
        var card = ask();
        approve(SECOND_APPROVER, card);
        slack().awaitThread(card, "exit 0");
        slack().userGroup(GROUP, List.of(APPROVER, SECOND_APPROVER));
        await().atMost(PATIENCE).until(() -> !status().contains("Slack user group"));
    }

    private JsonNode ask() {
        slack().command(REQUESTER, "exec web \"df -h .\"");
        return slack().awaitButton(slack().awaitMessage(REQUESTER, "df"), "Review");
    }

    private String status() {
        slack().command(APPROVER, "status");
        return ControlClient.text(slack().awaitMessage(APPROVER, "is open"));
    }
}

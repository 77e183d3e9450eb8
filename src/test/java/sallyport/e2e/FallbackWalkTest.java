package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.e2e.ControlClient.APPROVER;
import static sallyport.e2e.ControlClient.REQUESTER;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What follows when nothing can be run. */
class FallbackWalkTest extends Walk {
    @Test
    void row_16_a_service_without_exec_gets_the_reason_the_remedy_its_state_and_its_logs() {
        slack().command(REQUESTER, "exec legacy \"uname -a\"");

        var card = slack().awaitMessage(REQUESTER, "legacy");
        var thread = slack().awaitThread(card, "of the last 5 min instead");

        assertThat(thread)
                .containsSubsequence(
                        "*Why exec does not work* on `legacy`",
                        "[X] D9 The task was started without ECS Exec",
                        "*What would make it work*",
                        "aws ecs update-service --region us-east-1 --cluster demo --service legacy"
                                + " --enable-execute-command --force-new-deployment",
                        "service `demo/legacy`",
                        "polled");
        assertThat(executed()).noneMatch(command -> command.contains("legacy"));
    }

    @Test
    void the_same_follows_when_it_fails_after_it_was_approved() {
        sandbox().aws().faults().inject("target-not-connected", Map.of(), 1);
        slack().command(REQUESTER, "exec web \"uname -r\"");
        var card = slack().awaitMessage(REQUESTER, "uname -r");

        approve(APPROVER, card);

        assertThat(slack().awaitThread(card, "of the last 5 min instead"))
                .containsSubsequence(
                        "Not started",
                        "D38 A start of late found the exec agent not connected",
                        "Try again after 10 s");
    }

    @Test
    void row_23_an_agent_that_is_starting_is_waited_for_and_the_card_says_so() {
        sandbox().aws().faults().inject("agent-pending", Map.of(), 3);
        slack().command(REQUESTER, "exec web \"uname -s\"");

        var card = slack().awaitMessage(APPROVER, "for the exec agent of container `app` in task");
        approve(APPROVER, card);

        slack().awaitThread(card, "exit 0");
    }

    @Test
    void an_agent_that_never_joins_is_examined_when_the_time_is_up() {
        sandbox().aws().faults().inject("never-ready", Map.of(), 1);
        slack().command(REQUESTER, "exec web uptime");

        var card = slack().awaitMessage(APPROVER, "uptime");
        slack().awaitThread(card, "Timed out");

        assertThat(slack().awaitThread(card, "of the last 5 min instead"))
                .containsSubsequence("Timed out", "exec", "service `demo/web`");
    }

    @Test
    void where_nothing_runs_the_logs_are_those_of_what_ran_last() {
        slack().command(REQUESTER, "exec batch uptime");

        var card = slack().awaitMessage(REQUESTER, "batch");

        assertThat(slack().awaitThread(card, "of the last 24 h instead"))
                .containsSubsequence("[X] D1 The service is scaled to zero tasks.", "0 of 0 running", "report rows=");
    }
}

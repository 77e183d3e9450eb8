package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.e2e.ControlClient.APPROVER;
import static sallyport.e2e.ControlClient.REQUESTER;

import org.junit.jupiter.api.Test;

/** An image without a shell. */
class ShelllessWalkTest extends Walk {
    @Test
    void a_rule_without_exit_code_runs_the_program_bare_and_reports_exit_unknown() {
        slack().command(REQUESTER, "exec worker \"/bin/app --version\"");
        var card = slack().awaitMessage(REQUESTER, "--version");

        approve(APPROVER, card);

        assertThat(slack().awaitThread(card, "exit unknown"))
                .contains("worker 2.4.1")
                .doesNotContain("exit 0");
    }

    @Test
    void a_rule_that_wants_the_exit_code_ends_as_not_started_and_can_be_asked_again_without() {
        slack().command(REQUESTER, "exec worker \"/bin/app --health\"");
        var card = slack().awaitMessage(REQUESTER, "--health");
        approve(APPROVER, card);

        slack().awaitThread(card, "no `sh`");
        var refused = slack().thread(card).getFirst();
        assertThat(slack().threadText(card)).doesNotContain("exit 0").doesNotContain("queue=mail");

        slack().click(REQUESTER, refused, "without exit code");
        var again = slack().awaitMessage(REQUESTER, "Waiting");
        approve(APPROVER, again);

        assertThat(slack().awaitThread(again, "exit unknown")).contains("queue=mail");
    }
}

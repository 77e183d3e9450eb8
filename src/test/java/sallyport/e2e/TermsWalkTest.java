package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.e2e.ControlClient.APPROVER;
import static sallyport.e2e.ControlClient.REQUESTER;

import org.junit.jupiter.api.Test;

/** A rule whose approval is one press, and whose output is nobody else's business. */
class TermsWalkTest extends Walk {
    @Test
    void one_press_approves_and_the_requester_alone_reads_what_it_printed() {
        slack().command(REQUESTER, "exec web id");
        var card = slack().awaitMessage(APPROVER, "Waiting for approval");
        assertThat(ControlClient.text(card)).contains("alone", "`dev` may agree as well");
        slack().click(APPROVER, slack().awaitButton(card, "Approve"), "Approve");
        assertThat(ControlClient.text(slack().awaitMessage(REQUESTER, "uid="))).contains("gid=");
        assertThat(slack().awaitThread(card, "exit 0")).doesNotContain("uid=");
        assertThat(slack().messages(APPROVER))
                .noneMatch(message -> ControlClient.text(message).contains("uid="));
    }
}

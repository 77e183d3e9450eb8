package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.e2e.ControlClient.APPROVER;
import static sallyport.e2e.ControlClient.GUEST;
import static sallyport.e2e.ControlClient.REQUESTER;
import static sallyport.e2e.ControlClient.SECOND_APPROVER;
import static sallyport.e2e.ControlClient.text;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The main job, by control API alone. */
class ExecWalkTest extends Walk {
    @Test
    void while_starts_are_frozen_nothing_starts_and_after_the_thaw_it_does() {
        long before = runsCounted();
        slack().command(REQUESTER, "freeze --reason mine");
        slack().awaitMessage(REQUESTER, "people.admins");
        slack().command(APPROVER, "freeze --reason \"incident 42\"");
        slack().awaitMessage(REQUESTER, "incident 42");

        slack().command(REQUESTER, "exec web \"count-me\"");
        var card = slack().awaitButton(slack().awaitMessage(REQUESTER, "count-me"), "Review");
        approve(APPROVER, card);
        slack().command(APPROVER, "status");
        slack().awaitMessage(APPROVER, "All starts are frozen");
        assertThat(runsCounted()).isEqualTo(before);

        slack().command(APPROVER, "thaw");
        slack().awaitThread(card, "exit 0");
        assertThat(runsCounted()).isEqualTo(before + 1);
    }

    @Test
    void an_approved_command_runs_in_the_container_and_its_output_and_exit_code_are_in_the_thread() {
        slack().command(REQUESTER, "exec web \"uname -a\"");
        var card = slack().awaitMessage(REQUESTER, "uname");

        approve(APPROVER, card);

        assertThat(slack().awaitThread(card, "exit 0")).contains("Linux");
    }

    @Test
    void nobody_approves_their_own_request_no_guest_approves_and_a_second_click_starts_nothing() {
        long before = runsCounted();
        slack().command(REQUESTER, "exec web count-me");
        var card = slack().awaitButton(slack().awaitMessage(REQUESTER, "count-me"), "Review");

        slack().click(REQUESTER, card, "Review");
        slack().awaitMessage(REQUESTER, "You asked for this, so somebody else has to review it");
        slack().click(GUEST, card, "Review");
        slack().awaitMessage(GUEST, "guests may not take part");
        assertThat(runsCounted()).isEqualTo(before);

        slack().click(APPROVER, card, "Review");
        var view = slack().awaitView(APPROVER);
        slack().click(SECOND_APPROVER, card, "Review");
        var late = slack().awaitView(SECOND_APPROVER);
        slack().submit(APPROVER, view, Map.of());
        slack().awaitThread(card, "exit 0");
        slack().submit(SECOND_APPROVER, late, Map.of());

        assertThat(text(slack().awaitView(SECOND_APPROVER))).contains("has ended already");
        assertThat(runsCounted()).isEqualTo(before + 1);
    }

    @Test
    void a_read_that_needs_nobody_runs_at_once_and_names_its_rule() {
        slack().command(REQUESTER, "exec web uptime");

        var card = slack().awaitMessage(REQUESTER, "uptime");

        assertThat(slack().awaitThread(card, "exit 0")).contains("load average");
        assertThat(text(slack().awaitMessage(REQUESTER, "uptime"))).contains("web-uptime");
    }

    @Test
    void exec_with_two_dashes_works_as_with_quotes() {
        slack().command(REQUESTER, "exec web -- uname -r");

        var card = slack().awaitMessage(REQUESTER, "-r");
        approve(APPROVER, card);

        slack().awaitThread(card, "exit 0");
    }

    @Test
    void a_failing_command_shows_its_code() {
        slack().command(REQUESTER, "exec web \"fail 7\"");

        var card = slack().awaitMessage(REQUESTER, "fail");
        approve(APPROVER, card);

        slack().awaitThread(card, "exit 7");
    }

    @Test
    void stop_ends_a_running_command() {
        slack().command(REQUESTER, "exec web \"count-slowly 300\"");
        var card = slack().awaitMessage(REQUESTER, "count-slowly");
        approve(APPROVER, card);
        slack().awaitThread(card, "2\n");

        slack().click(REQUESTER, slack().awaitButton(card, "Stop"), "Stop");

        assertThat(slack().awaitThread(card, "topped")).doesNotContain("exit 0");
    }

    @Test
    void output_longer_than_a_page_is_whole_in_a_file() {
        slack().command(REQUESTER, "exec web \"seq 20000\"");
        var card = slack().awaitMessage(REQUESTER, "20000");
        approve(APPROVER, card);

        assertThat(slack().awaitThread(card, "exit 0")).contains("20000").contains("earlier lines");
        slack().awaitThread(card, ".txt");
    }
}

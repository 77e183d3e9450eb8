package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.e2e.ControlClient.APPROVER;
import static sallyport.e2e.ControlClient.REQUESTER;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A command that only reads a log, and the logs that are offered instead. */
class LogsInsteadWalkTest extends Walk {
    private JsonNode question() {
        slack().command(REQUESTER, "exec web \"tail -n 20 var/runs.log\"");
        return slack().awaitMessage(REQUESTER, "Read the logs instead?");
    }

    @Test
    void row_27_the_logs_are_read_at_the_press_of_a_button_and_nothing_is_asked() {
        int cards = slack().messages(APPROVER).size();
        var question = question();
        assertThat(ControlClient.text(question)).contains("/ecs logs web --since 1h --tail 20");
        assertThat(slack().messages(APPROVER)).hasSize(cards);

        slack().click(REQUESTER, question, "Read the logs");

        slack().awaitMessage(APPROVER, "*Logs* of web, last 1 h");
        assertThat(executed()).noneMatch(command -> command.contains("runs.log"));
    }

    @Test
    void who_wants_the_file_all_the_same_asks_for_it_once_and_somebody_has_to_agree() {
        var question = question();

        slack().click(REQUESTER, question, "all the same");
        var card = slack().awaitMessage(APPROVER, "tail -n 20 var/runs.log");
        slack().click(REQUESTER, question, "all the same");
        slack().awaitMessage(REQUESTER, "Nothing new was asked");
        approve(APPROVER, card);

        slack().awaitThread(card, "as the container reports it");
        assertThat(executed().stream().filter(command -> command.contains("runs.log")))
                .hasSize(1);
    }
}

package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.e2e.ControlClient.APPROVER;
import static sallyport.e2e.ControlClient.GUEST;
import static sallyport.e2e.ControlClient.REQUESTER;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that must start nothing, and say so in one clear answer. */
class RefusalWalkTest extends Walk {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '¦', quoteCharacter = '\0', textBlock = """
            exec web "cat /etc/shadow; id" ¦ ;
            exec web "ls | wc -l" ¦ pipe
            exec web "ls > out.txt" ¦ redirect
            exec web "uptime && id" ¦ &&
            exec web "echo $HOME" ¦ $HOME
            exec nosuch "uname -a" ¦ nosuch
            exec web "uname -a ¦ quote
            exec web "" ¦ empty
            exec web ¦ exec web "
            exec web "cat /etc/shadow" ¦ cat
            exec web uname -a ¦ exec web "uname -a"
            """)
    void a_command_that_cannot_be_asked_gets_one_answer_and_starts_nothing(String typed, String saying) {
        int cards = slack().messages(APPROVER).size();
        int started = executed().size();

        var answer = answer(slack().command(REQUESTER, typed));

        assertThat(answer).contains(saying);
        assertThat(slack().messages(APPROVER)).hasSize(cards);
        assertThat(executed()).hasSize(started);
    }

    @Test
    void a_bidi_override_is_named_by_its_code_point() {
        assertThat(answer(slack().command(REQUESTER, "exec web \"uname \u202E-a\"")))
                .contains("U+202E");
    }

    @Test
    void a_line_of_five_thousand_characters_is_refused_with_the_limit() {
        var answer = answer(slack().command(REQUESTER, "exec web \"echo " + "a".repeat(5_000) + "\""));

        assertThat(answer).containsPattern("[23],?000");
    }

    @Test
    void what_a_phone_typed_is_repaired_and_echoed() {
        var answer = answer(slack().command(REQUESTER, "exec web “uname —a”"));

        assertThat(answer).contains("— read as -").contains("uname -a");
        slack().awaitMessage(APPROVER, "uname -a");
    }

    @Test
    void curly_outer_quotes_work() {
        slack().command(REQUESTER, "exec web “uname -s”");

        // The requester also sees how the line was read, which says -s too and has no buttons.
        var card = slack().awaitMessage(APPROVER, "uname -s");
        approve(APPROVER, card);

        slack().awaitThread(card, "exit 0");
    }

    @Test
    void a_guest_may_not_ask() {
        slack().command(GUEST, "exec web uptime");

        var card = slack().awaitMessage(REQUESTER, "guest");

        assertThat(slack().threadText(card)).doesNotContain("load average");
    }
}

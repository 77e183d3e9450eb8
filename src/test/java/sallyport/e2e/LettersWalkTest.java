package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.e2e.ControlClient.APPROVER;
import static sallyport.e2e.ControlClient.REQUESTER;

import org.junit.jupiter.api.Test;

/** A command with letters beyond ASCII, which its rule's alphabet lists. */
class LettersWalkTest extends Walk {
    @Test
    void what_is_typed_beyond_ascii_is_named_agreed_to_and_runs_as_it_was_typed() {
        slack().command(REQUESTER, "exec web \"echo 'größer, süß'\"");
        var card = slack().awaitMessage(APPROVER, "Waiting for approval");
        assertThat(ControlClient.text(card))
                .contains("echo 'größer, süß'", "U+00F6 LATIN SMALL LETTER O WITH DIAERESIS", "SHARP S");
        approve(APPROVER, card);
        slack().awaitThread(card, "exit 0");
        assertThat(slack().threadText(card)).contains("größer, süß");
        assertThat(executed()).singleElement().asString().contains("größer, süß");
    }

    @Test
    void what_no_alphabet_lists_is_refused_by_name() {
        assertThat(answer(slack().command(REQUESTER, "exec web \"echo 'cаfe'\"")))
                .contains("U+0430 CYRILLIC SMALL LETTER A stands inside argument 2", "at character 2");
        assertThat(executed()).noneMatch(body -> body.contains("fe'"));
    }
}

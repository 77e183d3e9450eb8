package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.e2e.ControlClient.APPROVER;
import static sallyport.e2e.ControlClient.REQUESTER;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sallyport.sandbox.SandboxOptions;
import tools.jackson.databind.JsonNode;

/** A command that is not done when its time is nearly up. */
class ExtensionWalkTest extends Walk {
    private static final Pattern ID = Pattern.compile("\\br[0-9a-z]{12}\\b");

    /** Long enough to type in, and short enough to wait for twice. */
    private static final String DEADLINE = "deadline: 10s";

    @Override
    SandboxOptions options(Path data) {
        try (var policy = SandboxOptions.class.getResourceAsStream("policy.yml")) {
            var text = new String(policy.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(data.resolve("policy.yml"), text.replace("deadline: 5m", DEADLINE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return super.options(data);
    }

    @Test
    void a_run_goes_on_for_twice_its_deadline_and_no_longer_if_somebody_who_may_says_so() {
        slack().command(REQUESTER, "exec web \"count-slowly 300\"");
        var card = slack().awaitMessage(REQUESTER, "count-slowly");
        approve(APPROVER, card);
        var id = id(slack().awaitButton(card, "Stop"));

        slack().command(APPROVER, "extend " + id + " --by 1h --reason \"nearly <!here> done\"");
        assertThat(slack().awaitThread(card, "extended this run"))
                .contains("<@" + APPROVER + ">", "the longest there is: twice its rule's deadline of 10 s")
                .contains("nearly <!here> done");
        assertThat(slack().awaitThread(card, "extended by <@" + APPROVER + ">")).contains("at the latest");

        slack().command(APPROVER, "extend " + id);
        slack().awaitMessage(APPROVER, "Its time is the longest there is");
        slack().command(REQUESTER, "extend " + id);
        assertThat(ControlClient.text(slack().awaitMessage(REQUESTER, "You may not extend this run")))
                .contains("having asked for it is not enough", "Nothing was changed");

        assertThat(slack().awaitThread(card, "Timed out")).contains("Timed out* after 20 s");
        slack().command(APPROVER, "extend " + id + " --by 5m");
        slack().awaitMessage(APPROVER, "has ended already");
    }

    private static String id(JsonNode card) {
        var found = ID.matcher(ControlClient.text(card));
        assertThat(found.find()).isTrue();
        return found.group();
    }
}

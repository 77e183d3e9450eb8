package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.e2e.ControlClient.APPROVER;
import static sallyport.e2e.ControlClient.REQUESTER;
import static sallyport.e2e.ControlClient.SECOND_APPROVER;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sallyport.sandbox.SandboxOptions;
import tools.jackson.databind.JsonNode;

/** Somebody who neither asked, nor may agree, nor is an admin, and whom the policy lets do something all the same. */
class CapabilityWalkTest extends Walk {
    private static final Pattern ID = Pattern.compile("\\br[0-9a-z]{12}\\b");

    private static final String GRANTS = """
              - id: web-brake
                capability: stop
                targets: [web]
                people: [U0REQUESTER]
              - id: big-brake
                capability: freeze
                targets: ["*"]
                people: [U0REQUESTER]
            """.indent(0);

    @Override
    SandboxOptions options(Path data) {
        try (var policy = SandboxOptions.class.getResourceAsStream("policy.yml")) {
            Files.writeString(
                    data.resolve("policy.yml"), new String(policy.readAllBytes(), StandardCharsets.UTF_8) + GRANTS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return super.options(data);
    }

    @Test
    void who_is_granted_stop_on_a_target_stops_the_run_of_somebody_else_there_and_only_there() {
        slack().command(SECOND_APPROVER, "exec web \"count-slowly 60\"");
        var card = slack().awaitMessage(APPROVER, "count-slowly 60");
        approve(APPROVER, card);
        slack().click(REQUESTER, slack().awaitButton(card, "Stop"), "Stop");
        assertThat(slack().awaitThread(card, "Stopped")).contains("<@" + REQUESTER + ">");

        slack().command(SECOND_APPROVER, "exec worker \"/bin/app --version\"");
        var waiting = slack().awaitMessage(APPROVER, "/bin/app");
        slack().awaitButton(waiting, "Review");
        assertThat(told("stop " + id(waiting), "Nothing was done")).contains("not among those who may stop this");
        assertThat(slack().threadText(waiting)).doesNotContain("Taken back");
    }

    @Test
    void who_is_granted_freeze_freezes_and_thaws_everything() {
        slack().command(SECOND_APPROVER, "freeze --reason mine");
        assertThat(ControlClient.text(slack().awaitMessage(SECOND_APPROVER, "Nothing was changed")))
                .contains("people.admins");
        slack().command(REQUESTER, "freeze --reason \"incident 43\"");
        slack().awaitMessage(APPROVER, "froze all starts: incident 43");
        slack().command(REQUESTER, "thaw");
        slack().awaitMessage(APPROVER, "thawed the starts");
    }

    @Test
    void the_whole_output_of_a_run_goes_to_who_may_read_it_in_a_direct_message() {
        slack().command(SECOND_APPROVER, "exec web id");
        var card = slack().awaitMessage(APPROVER, "Waiting for approval");
        slack().click(APPROVER, slack().awaitButton(card, "Approve"), "Approve");
        slack().awaitThread(card, "exit 0");

        assertThat(told("transcript " + id(card), "for who asked for it alone")).contains("Nothing was sent");
        slack().command(APPROVER, "transcript " + id(card));
        var sent = slack().awaitMessage(APPROVER, "The whole output of");
        assertThat(ControlClient.text(sent)).contains(id(card), "audit trail");
        var direct = slack().in("D" + APPROVER.substring(1));
        assertThat(direct.awaitThread(sent, id(card) + ".txt")).contains("The whole output of");
        assertThat(slack().messages(REQUESTER))
                .noneMatch(message -> ControlClient.text(message).contains("The whole output of"));
    }

    @Test
    void what_somebody_has_is_listed_and_explained_with_who_would_have_to_agree() {
        slack().command(REQUESTER, "allowed web");
        assertThat(ControlClient.text(slack().awaitMessage(REQUESTER, "Besides commands you may use")))
                .contains(
                        "shell",
                        "open a shell in a container; nothing asks for it yet (rule web-shell, approval by",
                        "rule web-brake");
        assertThat(told("explain web --capability shell", "You may ask for this"))
                .contains(
                        "rule        web-shell", "approval    1 of", "Nothing was asked", "Nothing asks for shell yet");
        assertThat(told("explain worker --capability stop", "Not allowed"))
                .contains("No rule lets you use stop on worker");
        assertThat(told("explain web --capability shel", "There is no capability"))
                .contains("shell");
    }

    private String told(String line, String saying) {
        slack().command(REQUESTER, line);
        return ControlClient.text(slack().awaitMessage(REQUESTER, saying));
    }

    private static String id(JsonNode card) {
        var found = ID.matcher(ControlClient.text(card));
        assertThat(found.find()).isTrue();
        return found.group();
    }
}

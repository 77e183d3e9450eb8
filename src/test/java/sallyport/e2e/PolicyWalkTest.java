package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sallyport.e2e.ControlClient.APPROVER;
import static sallyport.e2e.ControlClient.REQUESTER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sallyport.sandbox.SandboxOptions;
import tools.jackson.databind.JsonNode;

/** Somebody edits the policy file while the application runs. */
class PolicyWalkTest extends Walk {
    /** Two looks at the file, and a busy machine. */
    private static final Duration LOADED = Duration.ofSeconds(30);

    private Path file = Path.of("policy.yml");
    private String original = "";

    @Override
    SandboxOptions options(Path data) {
        file = data.resolve("policy.yml");
        return super.options(data);
    }

    @BeforeEach
    void remember() throws IOException {
        original = Files.readString(file);
    }

    @AfterEach
    void restore() throws IOException {
        edit(original);
        await().atMost(LOADED)
                .until(() -> !status(APPROVER).contains("policy file")
                        && !explained("uname -m").contains("may ask"));
    }

    @Test
    void an_edit_comes_into_force_is_told_to_the_owners_and_goes_back_with_a_warning() throws IOException {
        assertThat(explained("uname -m")).contains("Not allowed");
        edit(original.replace("values: [\"-a\", \"-r\", \"-s\"]", "values: [\"-a\", \"-r\", \"-s\", \"-m\"]"));

        var told = slack().awaitMessage(APPROVER, "The policy changed");
        assertThat(ControlClient.text(told))
                .contains("~ command kernel: runs `uname {-a|-r|-s|-m}`, before `uname {-a|-r|-s}`")
                .doesNotContain("in force before");
        slack().command(REQUESTER, "exec web \"uname -m\"");
        var card = slack().awaitMessage(APPROVER, "uname -m");
        approve(APPROVER, card);
        slack().awaitThread(card, "exit 0");

        slack().command(REQUESTER, "exec web \"uname -m\"");
        var waiting = slack().awaitMessage(APPROVER, "uname -m");
        slack().awaitButton(waiting, "Review");
        edit(original);
        slack().awaitThread(waiting, "Approval void");
        assertThat(slack().threadText(waiting)).contains("the policy does not allow it");
        slack().awaitMessage(APPROVER, "This version was in force before, until");
    }

    @Test
    void what_was_approved_starts_after_an_edit_of_something_else_and_is_void_after_one_of_its_terms()
            throws IOException {
        slack().command(APPROVER, "freeze");
        var shorter = approved("uname -a");
        edit(original.replace("- id: web-uptime", "- id: web-up"));
        slack().awaitMessage(APPROVER, "The policy changed");
        var denied = approved("uname -r");
        edit(original.replace("deadline: 30s", "deadline: 10s")
                .replace("values: [\"-a\", \"-r\", \"-s\"]", "values: [\"-a\"]"));
        slack().awaitThread(denied, "the policy does not allow it");
        slack().awaitThread(shorter, "it may run 10 s, not 30 s");
        edit(original);
        slack().awaitMessage(APPROVER, "This version was in force before");
        var again = approved("uname -a");
        edit(original + "# reviewed\n");
        slack().awaitMessage(APPROVER, "The policy changed");
        slack().command(APPROVER, "thaw");
        slack().awaitThread(again, "exit 0");
        assertThat(executed()).noneMatch(command -> command.contains("uname -r"));
    }

    /** Agreed to while starts are frozen, so it waits. */
    private JsonNode approved(String command) {
        slack().command(REQUESTER, "exec web \"" + command + "\"");
        var card = slack().awaitMessage(APPROVER, command);
        approve(APPROVER, card);
        slack().awaitThread(card, "Approved");
        return card;
    }

    @Test
    void a_broken_file_leaves_the_old_policy_in_force_and_status_says_so() throws IOException {
        edit(original.replace("effect: write", "effect: wirte"));

        await().atMost(LOADED).until(() -> status(APPROVER).contains("The policy file is broken since"));
        assertThat(status(APPROVER)).contains("stays in force", "line ", "column ");
        assertThat(status(REQUESTER))
                .contains("The policy file is broken since")
                .doesNotContain("column ");
        assertThat(explained("uname -s")).contains("You may ask");

        Files.delete(file);
        await().atMost(LOADED).until(() -> status(APPROVER).contains("the file does not exist"));
        assertThat(explained("uname -s")).contains("You may ask");
    }

    /** Never half: what is there at any moment is a whole file, as with any editor worth its name. */
    private void edit(String text) throws IOException {
        var next = file.resolveSibling("policy.yml.new");
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private String status(String user) {
        slack().command(user, "status");
        return ControlClient.text(slack().awaitMessage(user, "is open"));
    }

    private String explained(String command) {
        slack().command(REQUESTER, "explain web \"" + command + "\"");
        return ControlClient.text(slack().awaitMessage(REQUESTER, "Nothing was"));
    }
}

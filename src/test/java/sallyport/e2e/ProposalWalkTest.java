package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.e2e.ControlClient.APPROVER;
import static sallyport.e2e.ControlClient.GUEST;
import static sallyport.e2e.ControlClient.REQUESTER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import sallyport.sandbox.SandboxOptions;

/** From a refusal to the owners, and from their paste to the run. */
class ProposalWalkTest extends Walk {
    private static final String ASK = "Ask to allow";

    private Path data = Path.of("");

    @Override
    SandboxOptions options(Path data) {
        this.data = data;
        return SandboxOptions.onFreePorts(data);
    }

    @Test
    void a_refusal_is_taken_to_the_owners_whose_paste_allows_it() throws IOException {
        var refusal = answer(slack().command(REQUESTER, "exec web \"echo '#1: it is'\""));
        assertThat(refusal).contains("Not allowed");
        var offer = slack().awaitMessage(REQUESTER, ASK);
        int others = slack().messages(APPROVER).size();

        slack().click(REQUESTER, offer, ASK);

        var post = slack().awaitMessage(APPROVER, "asks to allow this");
        assertThat(ControlClient.text(post))
                .contains("echo '#1: it is'", "argv: ['echo', '#1: it is']", "# Under grants:")
                .contains("echo is looked up along the container's PATH");
        slack().awaitMessage(REQUESTER, "Nothing was changed; its owners decide");

        slack().click(REQUESTER, offer, ASK);

        slack().awaitMessage(REQUESTER, "asked already");
        assertThat(slack().messages(APPROVER)).hasSize(others + 1);
        assertThat(executed()).isEmpty();

        paste(ControlClient.text(post));
        slack().awaitMessage(APPROVER, "The policy changed");
        slack().command(REQUESTER, "exec web \"echo '#1: it is'\"");
        var card = slack().awaitMessage(APPROVER, "Waiting for approval");
        approve(APPROVER, card);
        assertThat(slack().awaitThread(card, "exit 0")).contains("#1: it is");
    }

    /** Does what the comments say, line by line. */
    private void paste(String post) throws IOException {
        var file = data.resolve("policy.yml");
        var lines = new ArrayList<>(Files.readAllLines(file));
        int place = 0;
        for (var line :
                Arrays.asList(post.substring(post.indexOf("# Under commands:")).split("\n", -1))) {
            if (line.startsWith("# Under ")) {
                place = lines.indexOf(line.substring("# Under ".length())) + 1;
            } else if (line.startsWith("  ")) {
                lines.add(place++, line);
            }
        }
        Files.write(file, lines);
    }

    @Test
    void a_guest_is_refused_and_offered_nothing() {
        assertThat(answer(slack().command(GUEST, "exec web \"cat /etc/shadow\"")))
                .contains("Not allowed");
        slack().command(REQUESTER, "exec web \"cat /etc/hostname\"");

        slack().awaitMessage(REQUESTER, ASK);

        assertThat(slack().messages(GUEST))
                .noneMatch(message -> ControlClient.text(message).contains(ASK));
    }
}

package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sallyport.e2e.ControlClient.APPROVER;
import static sallyport.e2e.ControlClient.REQUESTER;
import static sallyport.e2e.ControlClient.SECOND_APPROVER;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sallyport.sandbox.SandboxOptions;
import tools.jackson.databind.JsonNode;

/** An emergency: nobody is there to agree, and somebody looks at it afterwards. */
class BreakGlassWalkTest extends Walk {
    private static final Pattern ID = Pattern.compile("\\br[0-9a-z]{12}\\b");

    /** The sandbox's own policy, whose reviews are due in so short a time that a test can see one overdue. */
    @Override
    SandboxOptions options(Path data) {
        try (var policy = SandboxOptions.class.getResourceAsStream("policy.yml")) {
            var text = new String(policy.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains("review_by: sre, within: 24h");
            Files.writeString(data.resolve("policy.yml"), text.replace("within: 24h", "within: 5s"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return super.options(data);
    }

    @Test
    void the_glass_is_broken_loudly_recorded_and_reviewed_by_another_or_it_does_not_break_again() {
        assertThat(answer(slack().command(APPROVER, "breakglass web count-me"))).contains("--reason");
        var card = breakGlass();
        slack().awaitThread(card, "exit 0");
        assertThat(runsCounted()).isEqualTo(1);
        assertThat(ControlClient.text(card))
                .contains("<!here>", "The glass is broken", "nobody had to agree", "sre", "reviews it until");
        assertThat(slack().threadText(card)).contains("run 1");

        var id = id(card);
        assertThat(told(APPROVER, "review " + id)).contains("somebody else than who broke the glass");
        assertThat(told(REQUESTER, "review " + id)).contains("only members of sre may review it");
        assertThat(status()).contains("has to review", id);

        await().atMost(Duration.ofSeconds(30)).until(() -> status().contains("Overdue"));
        slack().awaitThread(card, "Overdue:");
        assertThat(slack().threadText(card)).contains("had to review this until", "/ecs review " + id);
        assertThat(answer(slack().command(APPROVER, "breakglass --reason again web count-me")))
                .contains("has not reviewed in time", id, "Nothing was asked");
        assertThat(runsCounted()).isEqualTo(1);

        slack().command(SECOND_APPROVER, "review " + id + " --remark \"was right\"");
        slack().awaitThread(card, "Reviewed");
        assertThat(slack().threadText(card)).contains("was right");
        assertThat(status()).doesNotContain("has to review");

        slack().awaitThread(breakGlass(), "exit 0");
        assertThat(runsCounted()).isEqualTo(2);
    }

    @Test
    void owners_in_another_channel_hear_of_it_and_review_it_there() {
        slack().command(APPROVER, "breakglass --reason \"which version is it\" worker \"/bin/app --version\"");
        var card = slack().awaitMessage(APPROVER, "The glass is broken");
        slack().awaitThread(card, "exit unknown");
        var id = id(card);

        var owners = slack().in("C0WORKER");
        assertThat(ControlClient.text(owners.awaitMessage(SECOND_APPROVER, "broke the glass")))
                .contains("/bin/app --version", "which version is it", "/ecs review " + id);
        var elsewhere = slack().in("C0GENERAL");
        elsewhere.command(SECOND_APPROVER, "review " + id);
        assertThat(ControlClient.text(elsewhere.awaitMessage(SECOND_APPROVER, "No such request")))
                .doesNotContain("app");

        owners.command(SECOND_APPROVER, "review " + id + " --remark seen");
        assertThat(slack().awaitThread(card, "Reviewed")).contains("seen");
    }

    private JsonNode breakGlass() {
        slack().command(APPROVER, "breakglass --reason \"the shop is down\" web count-me");
        return slack().awaitMessage(APPROVER, "The glass is broken");
    }

    private static String id(JsonNode card) {
        var found = ID.matcher(ControlClient.text(card));
        assertThat(found.find()).isTrue();
        return found.group();
    }

    private String told(String user, String line) {
        slack().command(user, line);
        return ControlClient.text(slack().awaitMessage(user, "Nothing was noted"));
    }

    private String status() {
        slack().command(APPROVER, "status");
        return ControlClient.text(slack().awaitMessage(APPROVER, "is open"));
    }
}

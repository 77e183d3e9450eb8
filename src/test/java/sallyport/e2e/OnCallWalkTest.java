package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sallyport.e2e.ControlClient.APPROVER;
import static sallyport.e2e.ControlClient.REQUESTER;
import static sallyport.e2e.ControlClient.SECOND_APPROVER;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sallyport.sandbox.SandboxOptions;
import tools.jackson.databind.JsonNode;

/** A shift ends and another begins while a request waits. */
class OnCallWalkTest extends Walk {
    /** Two looks at a file, a handover some seconds ahead, and a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Long enough for two looks at the file before it, as a rule. */
    private static final Duration AHEAD = Duration.ofSeconds(8);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    private Path file = Path.of("oncall.yml");

    @Override
    SandboxOptions options(Path data) {
        file = data.resolve("oncall.yml");
        edit(Instant.now().plus(1, ChronoUnit.DAYS));
        return super.options(data);
    }

    @Test
    void who_is_on_call_may_approve_until_the_handover_and_the_next_person_from_then_on() {
        slack().command(REQUESTER, "exec web \"date -u\"");
        var card = slack().awaitButton(slack().awaitMessage(REQUESTER, "date"), "Review");
        assertThat(ControlClient.text(card)).contains("1 of on-call");
        slack().click(SECOND_APPROVER, card, "Review");
        slack().awaitMessage(SECOND_APPROVER, "You are not among those who may do this");
        slack().click(APPROVER, card, "Review");
        var tooLate = slack().awaitView(APPROVER);

        var handover = Instant.now().plus(AHEAD).truncatedTo(ChronoUnit.SECONDS);
        edit(handover);
        var told = slack().awaitMessage(APPROVER, "The on-call schedules changed");
        assertThat(ControlClient.text(told)).contains("+ ", TIME.format(utc(handover)));
        var review = awaitLetIn(card);
        assertThat(Instant.now()).isAfterOrEqualTo(handover);

        slack().submit(APPROVER, tooLate, Map.of());
        assertThat(ControlClient.text(slack().awaitView(APPROVER))).contains("You are not among those who may do this");
        assertThat(executed()).isEmpty();
        slack().submit(SECOND_APPROVER, review, Map.of());
        slack().awaitThread(card, "exit 0");
        slack().command(APPROVER, "status");
        slack().awaitMessage(APPROVER, "is open");
    }

    @Test
    void a_broken_file_leaves_the_old_schedules_in_force_and_status_says_so() throws IOException {
        var good = Files.readString(file);
        replace(good.replace("zone:", "zoen:"));
        await().atMost(PATIENCE).until(() -> status().contains("The on-call file is broken since"));
        assertThat(status()).contains("There is no key zoen here. Did you mean zone?");
        replace(good);
        await().atMost(PATIENCE).until(() -> !status().contains("The on-call file"));
    }

    /** Tries again and again, as somebody does who knows that their shift is about to begin. */
    private JsonNode awaitLetIn(JsonNode card) {
        await().atMost(PATIENCE).until(() -> {
            slack().click(SECOND_APPROVER, card, "Review");
            return slack().view(SECOND_APPROVER).isPresent();
        });
        return slack().awaitView(SECOND_APPROVER);
    }

    private String status() {
        slack().command(APPROVER, "status");
        return ControlClient.text(slack().awaitMessage(APPROVER, "is open"));
    }

    private static LocalDateTime utc(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    }

    /** One approver until the handover, the other from then on. */
    private void edit(Instant handover) {
        var at = utc(handover);
        replace("""
                version: 1
                schedules:
                  on-call:
                    zone: UTC
                    shifts:
                      - { from: %s, until: %s, people: [%s] }
                      - { from: %s, until: %s, people: [%s] }
                """.formatted(
                        TIME.format(at.minusDays(2)),
                        TIME.format(at),
                        APPROVER,
                        TIME.format(at),
                        TIME.format(at.plusDays(2)),
                        SECOND_APPROVER));
    }

    /** Never half: what is there at any moment is a whole file. */
    private void replace(String text) {
        try {
            var next = file.resolveSibling("oncall.yml.new");
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

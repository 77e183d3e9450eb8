package sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sallyport.request.Examples.NOON;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sallyport.audit.InstallationJournal;
import sallyport.audit.InstallationJournal.Loaded;
import sallyport.audit.LedgerUnavailable;
import sallyport.audit.MemoryLedger;
import sallyport.policy.Groups;
import sallyport.policy.Policy;
import sallyport.slack.PolicyAlarm;

/** What comes into force of a file that people edit while we look. */
class PolicyInForceTest {
    private static final String FIRST = """
            version: 1
            commands:
              uptime: { summary: Up, argv: [uptime], effect: read }
            grants:
              - id: web-uptime
                command: uptime
                targets: [web]
                groups: [dev]
                approval: none
            """;
    private static final String SECOND = FIRST.replace("web-uptime", "see-uptime");
    private static final String THIRD = FIRST.replace("web-uptime", "third");
    private static final String BROKEN = FIRST.replace("approval: none", "aproval: none");
    private static final String UNDEFINED = FIRST.replace("[dev]", "[devs]");

    @TempDir
    Path directory;

    private final MemoryLedger ledger = new MemoryLedger();
    private final InstallationJournal installation = new InstallationJournal(ledger);
    private final Groups groups = new Groups(Map.of("dev", Set.of()));
    private Path file;
    private PolicyInForce policy;
    private Instant now = NOON;
    private int followed;
    private boolean following = true;

    @BeforeEach
    void begin() throws IOException {
        file = directory.resolve("policy.yml");
        write(FIRST);
        policy = new PolicyInForce(Optional.of(file), groups, read(FIRST), installation, () -> now);
        policy.followedBy(() -> {
            followed++;
            return following;
        });
        policy.note();
        policy.look();
    }

    @AfterEach
    void close() {
        policy.close();
    }

    @Test
    void what_it_started_with_is_noted_once_and_followed_once() {
        policy.note();
        policy.look();
        assertThat(loaded()).containsExactly(FIRST);
        assertThat(followed).isEqualTo(1);
        assertThat(policy.alarm()).isEmpty();
        assertThat(policy.degraded()).isEmpty();
        assertThat(policy.missing()).isEmpty();
    }

    @Test
    void a_good_file_comes_into_force_once_it_stays_as_it_is() throws IOException {
        write(SECOND);
        policy.look();
        assertThat(inForce()).isEqualTo(FIRST);
        policy.look();
        assertThat(inForce()).isEqualTo(SECOND);
        assertThat(loaded()).containsExactly(FIRST, SECOND);
        assertThat(followed).isEqualTo(2);
        policy.look();
        assertThat(followed).isEqualTo(2);
    }

    @Test
    void a_file_that_is_just_being_written_is_left_to_settle() throws IOException {
        for (var text : List.of(SECOND, THIRD, SECOND, THIRD)) {
            write(text);
            policy.look();
            assertThat(inForce()).isEqualTo(FIRST);
        }
        policy.look();
        assertThat(loaded()).containsExactly(FIRST, THIRD);
    }

    @Test
    void whoever_asks_for_it_is_answered_by_the_first_look() throws IOException {
        write(SECOND);
        policy.look(true);
        assertThat(inForce()).isEqualTo(SECOND);
    }

    @Test
    void a_broken_file_leaves_the_policy_in_force_and_says_since_when_and_why() throws IOException {
        write(BROKEN);
        policy.look();
        assertThat(policy.alarm()).isEmpty();
        policy.look();
        now = NOON.plusSeconds(60);
        policy.look();
        assertThat(inForce()).isEqualTo(FIRST);
        assertThat(loaded()).containsExactly(FIRST);
        assertThat(followed).isEqualTo(1);
        var alarm = policy.alarm().orElseThrow();
        assertThat(alarm.what()).isEqualTo("is broken");
        assertThat(alarm.since()).isEqualTo(NOON);
        assertThat(alarm.inForce()).isEqualTo(read(FIRST).version().substring(0, 6));
        assertThat(alarm.problems())
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("line 9, column 5:").contains("aproval"));
        assertThat(policy.missing()).isEmpty();
        assertThat(policy.degraded())
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("the policy file is broken since " + NOON + ", version " + alarm.inForce()
                                + " stays in force: line 5, column 5: ")
                        .contains("; line 9, column 5: "));
    }

    @Test
    void a_group_that_nobody_can_be_in_is_a_mistake_as_it_is_at_the_start() throws IOException {
        settle(UNDEFINED);
        assertThat(inForce()).isEqualTo(FIRST);
        assertThat(alarm().problems())
                .containsExactly("group `devs` is not defined in people.groups of the configuration; the nearest that"
                        + " is: `dev`");
    }

    @Test
    void a_file_that_is_gone_or_is_no_text_leaves_the_policy_in_force() throws IOException {
        Files.delete(file);
        look();
        assertThat(alarm().problems()).containsExactly("the file does not exist");
        Files.write(file, "version: \u00fc".getBytes(StandardCharsets.ISO_8859_1));
        look();
        assertThat(alarm().problems()).containsExactly("the file is not UTF-8 text");
        Files.delete(file);
        Files.createDirectory(file);
        look();
        assertThat(alarm().problems()).containsExactly("it is a directory");
        assertThat(inForce()).isEqualTo(FIRST);
    }

    @Test
    void the_alarm_keeps_its_beginning_while_the_file_is_broken_in_another_way() throws IOException {
        settle(BROKEN);
        now = NOON.plusSeconds(60);
        settle(UNDEFINED);
        assertThat(alarm().since()).isEqualTo(NOON);
        assertThat(alarm().problems()).singleElement().asString().contains("devs");
    }

    @Test
    void the_alarm_ends_with_the_old_file_and_with_a_new_one() throws IOException {
        settle(BROKEN);
        write(FIRST);
        policy.look();
        assertThat(policy.alarm()).isEmpty();
        now = NOON.plusSeconds(60);
        settle(BROKEN);
        assertThat(alarm().since()).isEqualTo(now);
        settle(SECOND);
        assertThat(policy.alarm()).isEmpty();
        assertThat(loaded()).containsExactly(FIRST, SECOND);
    }

    @Test
    void without_its_event_in_the_ledger_it_does_not_come_into_force() throws IOException {
        ledger.stopAnswering();
        settle(SECOND);
        now = NOON.plusSeconds(60);
        policy.look();
        assertThat(inForce()).isEqualTo(FIRST);
        assertThat(alarm())
                .isEqualTo(new PolicyAlarm(
                        "changed and could not be noted in the audit trail",
                        NOON,
                        List.of("the store is away"),
                        read(FIRST).version().substring(0, 6)));
        assertThat(followed).isEqualTo(1);
        ledger.answerAgain();
        policy.look();
        assertThat(inForce()).isEqualTo(SECOND);
        assertThat(loaded()).containsExactly(FIRST, SECOND);
        assertThat(policy.alarm()).isEmpty();
    }

    @Test
    void what_another_replica_noted_first_comes_into_force_without_a_second_event() throws IOException {
        try (var other = new PolicyInForce(Optional.of(file), groups, read(FIRST), installation, () -> now)) {
            write(SECOND);
            other.look(true);
            policy.look(true);
            assertThat(inForce()).isEqualTo(SECOND);
            assertThat(other.get().text()).isEqualTo(SECOND);
            assertThat(loaded()).containsExactly(FIRST, SECOND);
        }
    }

    @Test
    void an_earlier_version_may_come_back() throws IOException {
        settle(SECOND);
        settle(FIRST);
        assertThat(inForce()).isEqualTo(FIRST);
        assertThat(loaded()).containsExactly(FIRST, SECOND, FIRST);
    }

    @Test
    void what_could_not_follow_is_asked_again_at_the_next_look() throws IOException {
        following = false;
        settle(SECOND);
        policy.look();
        following = true;
        policy.look();
        policy.look();
        assertThat(followed).isEqualTo(4);
    }

    @Test
    void a_look_that_breaks_is_not_the_last() throws IOException {
        policy.followedBy(() -> {
            throw new IllegalStateException("broken");
        });
        settle(SECOND);
        settle(THIRD);
        assertThat(inForce()).isEqualTo(THIRD);
    }

    @Test
    void an_application_without_a_policy_file_has_nothing_to_look_at() {
        try (var none = new PolicyInForce(Optional.empty(), groups, Policy.absent(), installation, () -> now)) {
            none.followedBy(() -> {
                followed++;
                return true;
            });
            none.look(true);
            assertThat(none.get().text()).isEmpty();
            assertThat(none.alarm()).isEmpty();
            assertThat(followed).isEqualTo(2);
        }
    }

    @Test
    void it_does_not_start_without_the_ledger() {
        ledger.stopAnswering();
        assertThatThrownBy(policy::note).isInstanceOf(LedgerUnavailable.class);
    }

    private void settle(String text) throws IOException {
        write(text);
        look();
    }

    private void look() {
        policy.look();
        policy.look();
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private String inForce() {
        return policy.get().text();
    }

    private PolicyAlarm alarm() {
        return policy.alarm().orElseThrow();
    }

    private List<String> loaded() {
        return installation.policies().stream().map(Loaded::text).toList();
    }

    private Policy read(String text) {
        var answer = PolicyCheck.of(new PolicyCheck.Content.Text(text), Path.of("policy.yml"), groups);
        return ((PolicyCheck.Answer.Good) answer).policy();
    }
}

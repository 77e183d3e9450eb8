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
import sallyport.policy.OnCallSchedules;
import sallyport.policy.Policy;
import sallyport.slack.FileAlarm;

/** What comes into force of a file that people edit while we look. */
class FilesInForceTest {
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
    private FilesInForce files;
    private FileInForce<Policy> policy;
    private Instant now = NOON;
    private int followed;
    private boolean following = true;

    @BeforeEach
    void begin() throws IOException {
        file = directory.resolve("policy.yml");
        write(FIRST);
        files = files(read(FIRST));
        policy = files.policy();
        files.followedBy(() -> {
            followed++;
            return following;
        });
        files.note();
        files.look();
    }

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void what_it_started_with_is_noted_once_and_followed_once() {
        files.note();
        files.look();
        assertThat(loaded()).containsExactly(FIRST);
        assertThat(followed).isEqualTo(1);
        assertThat(policy.alarm()).isEmpty();
        assertThat(policy.degraded()).isEmpty();
        assertThat(policy.missing()).isEmpty();
    }

    @Test
    void a_good_file_comes_into_force_once_it_stays_as_it_is() throws IOException {
        write(SECOND);
        files.look();
        assertThat(inForce()).isEqualTo(FIRST);
        files.look();
        assertThat(inForce()).isEqualTo(SECOND);
        assertThat(loaded()).containsExactly(FIRST, SECOND);
        assertThat(followed).isEqualTo(2);
        files.look();
        assertThat(followed).isEqualTo(2);
    }

    @Test
    void a_file_that_is_just_being_written_is_left_to_settle() throws IOException {
        for (var text : List.of(SECOND, THIRD, SECOND, THIRD)) {
            write(text);
            files.look();
            assertThat(inForce()).isEqualTo(FIRST);
        }
        files.look();
        assertThat(loaded()).containsExactly(FIRST, THIRD);
    }

    @Test
    void whoever_asks_for_it_is_answered_by_the_first_look() throws IOException {
        write(SECOND);
        files.look(true);
        assertThat(inForce()).isEqualTo(SECOND);
    }

    @Test
    void a_broken_file_leaves_the_policy_in_force_and_says_since_when_and_why() throws IOException {
        write(BROKEN);
        files.look();
        assertThat(policy.alarm()).isEmpty();
        files.look();
        now = NOON.plusSeconds(60);
        files.look();
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
                .containsExactly("group `devs` is defined in none of people.groups, people.slack_groups and"
                        + " people.on_call; the nearest that is: `dev`");
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
        files.look();
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
        files.look();
        assertThat(inForce()).isEqualTo(FIRST);
        assertThat(alarm())
                .isEqualTo(new FileAlarm(
                        "policy",
                        "changed and could not be noted in the audit trail",
                        NOON,
                        List.of("the store is away"),
                        read(FIRST).version().substring(0, 6)));
        assertThat(followed).isEqualTo(1);
        ledger.answerAgain();
        files.look();
        assertThat(inForce()).isEqualTo(SECOND);
        assertThat(loaded()).containsExactly(FIRST, SECOND);
        assertThat(policy.alarm()).isEmpty();
    }

    @Test
    void what_another_replica_noted_first_comes_into_force_without_a_second_event() throws IOException {
        try (var other = files(read(FIRST))) {
            write(SECOND);
            other.look(true);
            files.look(true);
            assertThat(inForce()).isEqualTo(SECOND);
            assertThat(other.policy().get().text()).isEqualTo(SECOND);
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
        files.look();
        following = true;
        files.look();
        files.look();
        assertThat(followed).isEqualTo(4);
    }

    @Test
    void a_look_that_breaks_is_not_the_last() throws IOException {
        files.followedBy(() -> {
            throw new IllegalStateException("broken");
        });
        settle(SECOND);
        settle(THIRD);
        assertThat(inForce()).isEqualTo(THIRD);
    }

    @Test
    void an_application_without_a_policy_file_has_nothing_to_look_at() {
        try (var none = new FilesInForce(
                new FilesInForce.Places(Optional.empty(), Optional.empty()),
                new OnCallCheck(Set.of("T1"), groups.names()),
                new Wiring.Files(Policy.absent(), OnCallSchedules.none()),
                installation,
                () -> now)) {
            none.followedBy(() -> {
                followed++;
                return true;
            });
            none.look(true);
            assertThat(none.policy().get().text()).isEmpty();
            assertThat(none.alarms()).isEmpty();
            assertThat(followed).isEqualTo(2);
        }
    }

    @Test
    void it_does_not_start_without_the_ledger() {
        ledger.stopAnswering();
        assertThatThrownBy(files::note).isInstanceOf(LedgerUnavailable.class);
    }

    private void settle(String text) throws IOException {
        write(text);
        look();
    }

    private void look() {
        files.look();
        files.look();
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    private String inForce() {
        return policy.get().text();
    }

    private FileAlarm alarm() {
        return policy.alarm().orElseThrow();
    }

    private List<String> loaded() {
        return installation.policies().stream().map(Loaded::text).toList();
    }

    private FilesInForce files(Policy atStart) {
        return new FilesInForce(
                new FilesInForce.Places(Optional.of(file), Optional.empty()),
                new OnCallCheck(Set.of("T1"), groups.names()),
                new Wiring.Files(atStart, OnCallSchedules.none()),
                installation,
                () -> now);
    }

    private Policy read(String text) {
        var judged = PolicyCheck.of(
                new FileContent.Text(text), Path.of("policy.yml"), groups.names(), OnCallSchedules.none());
        return ((Judged.Good<Policy>) judged).value();
    }
}

package sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sallyport.audit.InstallationJournal;
import sallyport.audit.InstallationJournal.Loaded;
import sallyport.audit.MemoryLedger;
import sallyport.policy.OnCallSchedules;
import sallyport.policy.Policy;
import sallyport.slack.FileAlarm;

/** What comes into force of schedules and a policy that name one another, while people edit both. */
class OnCallInForceTest {
    private static final String NIGHTS = """
            version: 1
            schedules:
              nights:
                zone: UTC
                rotation: { start: 2026-01-01T20:00, length: 1d, people: [U1, U2] }
            """;
    private static final String OTHERS = NIGHTS.replace("[U1, U2]", "[U2, U3]");
    private static final String RENAMED = NIGHTS.replace("nights:", "evenings:");
    private static final String BROKEN = NIGHTS.replace("length: 1d", "length: 1w");
    private static final String TAKEN = NIGHTS.replace("nights:", "dev:");
    private static final String RULES = """
            version: 1
            commands:
              uptime: { summary: Up, argv: [uptime], effect: read }
            grants:
              - id: web-uptime
                command: uptime
                targets: [web]
                groups: [dev]
                approval: { all_of: [{ group: nights }] }
            """;
    private static final String RENAMED_RULES = RULES.replace("nights", "evenings");
    private static final String WITHOUT = RULES.replace("nights", "dev");

    @TempDir
    Path directory;

    private final MemoryLedger ledger = new MemoryLedger();
    private final InstallationJournal installation = new InstallationJournal(ledger);
    private final OnCallCheck check = new OnCallCheck(Set.of("T1"), Set.of("dev"));
    private Path policy;
    private Path onCall;
    private FilesInForce files;
    private Instant now = NOON;
    private int followed;

    @BeforeEach
    void begin() throws IOException {
        policy = directory.resolve("policy.yml");
        onCall = directory.resolve("oncall.yml");
        Files.writeString(policy, RULES);
        Files.writeString(onCall, NIGHTS);
        files = files(Optional.of(onCall), schedules(NIGHTS));
        files.followedBy(() -> {
            followed++;
            return true;
        });
        files.note();
        files.look();
    }

    private FilesInForce files(Optional<Path> place, OnCallSchedules atStart) {
        var rules = PolicyCheck.of(new FileContent.Text(RULES), policy, check.configured(), schedules(NIGHTS));
        return new FilesInForce(
                new FilesInForce.Places(Optional.of(policy), place),
                check,
                new Wiring.Files(((Judged.Good<Policy>) rules).value(), atStart),
                installation,
                () -> now);
    }

    private OnCallSchedules schedules(String text) {
        return ((Judged.Good<OnCallSchedules>) check.of(new FileContent.Text(text))).value();
    }

    @AfterEach
    void close() {
        files.close();
    }

    @Test
    void what_it_started_with_is_noted_once() {
        files.note();
        assertThat(noted()).containsExactly(NIGHTS);
        assertThat(installation.onCall().getFirst().version())
                .isEqualTo(schedules(NIGHTS).version());
        assertThat(followed).isEqualTo(1);
        assertThat(files.alarms()).isEmpty();
        assertThat(files.onCall().degraded()).isEmpty();
    }

    @Test
    void good_schedules_come_into_force_once_they_stay_as_they_are_and_are_noted_and_followed() throws IOException {
        Files.writeString(onCall, OTHERS);
        files.look();
        assertThat(inForce()).isEqualTo(NIGHTS);
        files.look();
        assertThat(inForce()).isEqualTo(OTHERS);
        assertThat(noted()).containsExactly(NIGHTS, OTHERS);
        assertThat(followed).isEqualTo(2);
        assertThat(installation.policies()).hasSize(1);
    }

    @Test
    void broken_schedules_leave_the_old_ones_in_force_and_say_since_when_and_why() throws IOException {
        Files.writeString(onCall, BROKEN);
        look();
        assertThat(inForce()).isEqualTo(NIGHTS);
        assertThat(noted()).containsExactly(NIGHTS);
        assertThat(followed).isEqualTo(1);
        assertThat(alarm().file()).isEqualTo("on-call");
        assertThat(alarm().what()).isEqualTo("is broken");
        assertThat(alarm().problems())
                .singleElement()
                .asString()
                .startsWith("line 5, column 50: length must be hours or days");
        assertThat(files.onCall().missing()).isEmpty();
        assertThat(files.onCall().degraded())
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("the on-call file is broken since " + NOON + ", version "
                                + schedules(NIGHTS).version().substring(0, 6) + " stays in force: line 5, "));
        assertThat(files.policy().degraded()).isEmpty();
        Files.writeString(onCall, NIGHTS);
        look();
        assertThat(files.alarms()).isEmpty();
    }

    @Test
    void a_file_that_is_gone_leaves_the_old_schedules_in_force() throws IOException {
        Files.delete(onCall);
        look();
        assertThat(alarm().problems()).containsExactly("the file does not exist");
        assertThat(inForce()).isEqualTo(NIGHTS);
    }

    @Test
    void a_schedule_with_the_name_of_a_listed_group_is_a_mistake() throws IOException {
        Files.writeString(onCall, TAKEN);
        look();
        assertThat(alarm().problems())
                .containsExactly("line 3, column 3: dev is a group of the configuration already. Give the schedule"
                        + " another name.");
    }

    @Test
    void both_files_may_be_sick_at_once() throws IOException {
        Files.writeString(policy, "version: 2\n");
        Files.writeString(onCall, BROKEN);
        look();
        assertThat(files.alarms()).extracting(FileAlarm::file).containsExactly("policy", "on-call");
    }

    @Test
    void a_schedule_that_the_policy_names_cannot_go_alone() throws IOException {
        Files.writeString(onCall, RENAMED);
        look();
        assertThat(inForce()).isEqualTo(NIGHTS);
        assertThat(alarm().problems())
                .containsExactly("the schedule `nights` is gone, and the policy still names it; take it out of the"
                        + " policy first, or at the same time");
        Files.writeString(policy, WITHOUT);
        look();
        assertThat(inForce()).isEqualTo(RENAMED);
        assertThat(rules()).isEqualTo(WITHOUT);
        assertThat(files.alarms()).isEmpty();
        assertThat(followed).isEqualTo(2);
    }

    @Test
    void a_schedule_that_no_rule_names_may_go() throws IOException {
        Files.writeString(policy, WITHOUT);
        look();
        Files.writeString(onCall, RENAMED);
        look();
        assertThat(inForce()).isEqualTo(RENAMED);
    }

    @Test
    void a_new_schedule_and_the_rule_that_names_it_come_into_force_together() throws IOException {
        Files.writeString(onCall, RENAMED);
        Files.writeString(policy, RENAMED_RULES);
        look();
        assertThat(inForce()).isEqualTo(RENAMED);
        assertThat(rules()).isEqualTo(RENAMED_RULES);
        assertThat(files.alarms()).isEmpty();
        assertThat(followed).isEqualTo(2);
    }

    @Test
    void a_policy_that_came_first_waits_for_its_schedule() throws IOException {
        Files.writeString(policy, RENAMED_RULES);
        look();
        assertThat(alarm().file()).isEqualTo("policy");
        assertThat(alarm().problems())
                .containsExactly("group `evenings` is defined in none of people.groups, people.slack_groups and"
                        + " people.on_call; the nearest that is: `nights`");
        Files.writeString(onCall, RENAMED);
        look();
        assertThat(rules()).isEqualTo(RENAMED_RULES);
        assertThat(inForce()).isEqualTo(RENAMED);
        assertThat(files.alarms()).isEmpty();
    }

    @Test
    void a_policy_that_is_just_being_written_lets_no_schedule_go() throws IOException {
        Files.writeString(onCall, RENAMED);
        files.look();
        Files.writeString(policy, WITHOUT);
        files.look();
        assertThat(inForce()).isEqualTo(NIGHTS);
        assertThat(rules()).isEqualTo(RULES);
        Files.writeString(policy, RULES);
        look();
        assertThat(inForce()).isEqualTo(NIGHTS);
        assertThat(alarm().file()).isEqualTo("on-call");
    }

    @Test
    void a_broken_policy_lets_no_schedule_go_that_the_one_in_force_names() throws IOException {
        Files.writeString(onCall, RENAMED);
        Files.writeString(policy, RENAMED_RULES.replace("approval", "aproval"));
        look();
        assertThat(inForce()).isEqualTo(NIGHTS);
        assertThat(files.alarms()).hasSize(2);
        Files.writeString(policy, RENAMED_RULES);
        look();
        assertThat(inForce()).isEqualTo(RENAMED);
        assertThat(files.alarms()).isEmpty();
    }

    @Test
    void without_its_event_in_the_ledger_a_schedule_does_not_come_into_force() throws IOException {
        ledger.stopAnswering();
        Files.writeString(onCall, OTHERS);
        look();
        assertThat(inForce()).isEqualTo(NIGHTS);
        assertThat(alarm().what()).isEqualTo("changed and could not be noted in the audit trail");
        ledger.answerAgain();
        files.look();
        assertThat(inForce()).isEqualTo(OTHERS);
        assertThat(files.alarms()).isEmpty();
    }

    @Test
    void that_there_are_no_schedules_any_more_is_noted_and_that_there_never_were_is_not() {
        try (var none = files(Optional.empty(), OnCallSchedules.none())) {
            none.note();
            none.note();
            none.look(true);
            assertThat(noted()).containsExactly(NIGHTS, "");
        }
        var fresh = new InstallationJournal(new MemoryLedger());
        try (var never = new FilesInForce(
                new FilesInForce.Places(Optional.empty(), Optional.empty()),
                check,
                new Wiring.Files(Policy.absent(), OnCallSchedules.none()),
                fresh,
                () -> now)) {
            never.note();
            assertThat(fresh.onCall()).isEmpty();
            assertThat(fresh.policies()).hasSize(1);
        }
    }

    private void look() {
        files.look();
        files.look();
    }

    private FileAlarm alarm() {
        assertThat(files.alarms()).hasSize(1);
        return files.alarms().getFirst();
    }

    private String inForce() {
        return files.onCall().get().text();
    }

    private String rules() {
        return files.policy().get().text();
    }

    private List<String> noted() {
        return installation.onCall().stream().map(Loaded::text).toList();
    }
}

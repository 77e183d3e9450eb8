package sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.OTHER_REVIEWER;
import static sallyport.request.Examples.REVIEWER;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.audit.InstallationJournal;
import sallyport.audit.MemoryLedger;
import sallyport.policy.Groups;
import sallyport.policy.Policy;
import sallyport.policy.PolicyReading;
import sallyport.request.Actor;
import sallyport.request.Person;
import sallyport.slack.Announcement;

/** What the owners are told of new policies and new groups. */
class ChangeNoticesTest {
    private static final Actor START = Actor.component("start");
    private static final String ONE = "version: 1\ndenies:\n  - id: closed\n    targets: [web]\n";
    private static final String TWO = ONE.replace("closed", "shut");
    private static final String THREE = ONE.replace("closed", "locked");

    private final MemoryLedger ledger = new MemoryLedger();
    private final InstallationJournal installation = new InstallationJournal(ledger);
    private final List<Announcement> told = new CopyOnWriteArrayList<>();
    private boolean reached = true;
    private Instant now = NOON;
    private final ChangeNotices notices = replica("here");
    private final ChangeNotices other = replica("there");

    private ChangeNotices replica(String name) {
        return new ChangeNotices(
                installation,
                ledger,
                news -> {
                    told.add(news);
                    return reached;
                },
                (before, after) ->
                        List.of(before.text().length() + " -> " + after.text().length()),
                name,
                () -> now);
    }

    @AfterEach
    void close() {
        notices.close();
        other.close();
    }

    @Test
    void a_change_is_told_with_both_versions_and_what_it_changes() {
        load(ONE);
        notices.begin();
        load(TWO);
        notices.tellNow();
        notices.tellNow();
        assertThat(told)
                .containsExactly(new Announcement.PolicyChanged(
                        Optional.of(digits(ONE)),
                        Optional.of(digits(TWO)),
                        NOON,
                        Optional.empty(),
                        List.of(ONE.length() + " -> " + TWO.length())));
    }

    @Test
    void it_is_told_in_the_background() {
        load(ONE);
        notices.begin();
        load(TWO);
        notices.tell();
        await().until(() -> told.size() == 1);
    }

    @Test
    void the_first_policy_and_what_an_earlier_process_loaded_are_no_news() {
        notices.begin();
        load(ONE);
        notices.tellNow();
        assertThat(told).isEmpty();
        load(TWO);
        other.begin();
        other.tellNow();
        assertThat(told).isEmpty();
        notices.tellNow();
        assertThat(told).hasSize(1);
    }

    @Test
    void a_version_that_was_in_force_for_a_moment_only_is_told_too() {
        load(ONE);
        notices.begin();
        load(TWO);
        now = NOON.plusSeconds(1);
        load(ONE);
        notices.tellNow();
        assertThat(told)
                .extracting(news -> ((Announcement.PolicyChanged) news).now().orElseThrow())
                .containsExactly(digits(TWO), digits(ONE));
    }

    @Test
    void a_version_that_comes_back_is_told_with_the_moment_it_was_replaced_last() {
        for (var text : List.of(ONE, TWO, ONE, THREE)) {
            load(text);
            now = now.plusSeconds(1);
        }
        notices.begin();
        load(ONE);
        notices.tellNow();
        assertThat(told).singleElement().isInstanceOfSatisfying(Announcement.PolicyChanged.class, news -> {
            assertThat(news.inForceUntil()).contains(NOON.plusSeconds(3));
            assertThat(news.at()).isEqualTo(NOON.plusSeconds(4));
        });
    }

    @Test
    void no_policy_has_no_version() {
        load("");
        notices.begin();
        load(ONE);
        load("");
        notices.tellNow();
        assertThat(told)
                .extracting(news -> ((Announcement.PolicyChanged) news).before())
                .containsExactly(Optional.empty(), Optional.of(digits(ONE)));
        assertThat(told)
                .extracting(news -> ((Announcement.PolicyChanged) news).now())
                .containsExactly(Optional.of(digits(ONE)), Optional.empty());
    }

    @Test
    void a_policy_that_can_no_longer_be_read_is_compared_line_by_line() {
        note("version: 0\nold: true\n");
        notices.begin();
        load(ONE);
        notices.tellNow();
        assertThat(told.getFirst().changes())
                .startsWith("- version: 0", "- old: true", "+ version: 1")
                .contains("+   - id: closed");
    }

    @Test
    void of_several_replicas_one_tells() {
        load(ONE);
        notices.begin();
        other.begin();
        load(TWO);
        notices.tellNow();
        other.tellNow();
        notices.tellNow();
        assertThat(told).hasSize(1);
    }

    @Test
    void what_reached_nobody_is_told_again_by_whoever_is_next() {
        load(ONE);
        notices.begin();
        other.begin();
        load(TWO);
        reached = false;
        notices.tellNow();
        reached = true;
        other.tellNow();
        notices.tellNow();
        assertThat(told).hasSize(2);
    }

    @Test
    void a_ledger_that_is_away_is_asked_again() {
        load(ONE);
        notices.begin();
        load(TWO);
        ledger.stopAnswering();
        notices.tellNow();
        ledger.answerAgain();
        notices.tellNow();
        assertThat(told).hasSize(1);
    }

    @Test
    void who_joined_and_left_a_group_is_told() {
        people(Map.of("dev", Set.of(REVIEWER), "gone", Set.of(REVIEWER)));
        notices.begin();
        people(Map.of("dev", Set.of(OTHER_REVIEWER), "new", Set.of(REVIEWER)));
        notices.tellNow();
        assertThat(told)
                .containsExactly(new Announcement.PeopleChanged(
                        NOON,
                        List.of("- T1/U2 left dev", "+ T1/U3 joined dev", "- T1/U2 left gone", "+ T1/U2 joined new")));
    }

    @Test
    void who_joined_and_left_a_user_group_is_told_once_by_the_replicas_together() {
        userGroups(Map.of("sre", Set.of(REVIEWER)));
        notices.begin();
        other.begin();
        userGroups(Map.of("sre", Set.of(OTHER_REVIEWER)));
        notices.tellNow();
        other.tellNow();
        assertThat(told)
                .containsExactly(
                        new Announcement.UserGroupsChanged(NOON, List.of("- T1/U2 left sre", "+ T1/U3 joined sre")));
    }

    @Test
    void who_is_on_call_under_other_schedules_is_told_line_by_line() {
        installation.onCallLoaded(START, "s1", "a: 1\nb: 2\n", NOON);
        notices.begin();
        installation.onCallLoaded(START, "s2", "a: 1\nb: 3\n", now);
        notices.tellNow();
        notices.tellNow();
        assertThat(told).containsExactly(new Announcement.OnCallChanged(NOON, List.of("- b: 2", "+ b: 3")));
    }

    @Test
    void the_same_people_give_the_same_text_in_whatever_order() {
        var people = People.of(new Groups(Map.of("sre", Set.of(OTHER_REVIEWER, REVIEWER), "dev", Set.of())));
        assertThat(people.text()).isEqualTo("{\"dev\":[],\"sre\":[\"T1/U2\",\"T1/U3\"]}");
        assertThat(People.read(people.text())).isEqualTo(people);
        assertThat(people.version()).hasSize(64);
    }

    @Test
    void lines_are_compared_without_their_order_blanks_and_comments() {
        assertThat(TextChanges.between("a\n\nb\nb\n# c\n", "b\n  # d\na  \n")).containsExactly("- b");
        assertThat(TextChanges.between("a: 1\n", "a: 1\n  b: 2\n")).containsExactly("+   b: 2");
    }

    private void load(String text) {
        if (!text.isEmpty()) {
            assertThat(Policy.read(text, "policy.yml")).isInstanceOf(PolicyReading.Read.class);
        }
        note(text);
    }

    private void note(String text) {
        var noted = installation.policyLoaded(START, version(text), text, now);
        assertThat(noted).isInstanceOf(InstallationJournal.Noted.Written.class);
    }

    private void people(Map<String, Set<Person>> groups) {
        var people = People.of(new Groups(groups));
        installation.peopleLoaded(START, people.version(), people.text(), now);
    }

    private void userGroups(Map<String, Set<Person>> groups) {
        var people = People.of(new Groups(groups));
        installation.userGroupsLoaded(START, people.version(), people.text(), now);
    }

    private static String digits(String text) {
        return version(text).substring(0, 6);
    }

    private static String version(String text) {
        return Policy.read(text, "policy.yml") instanceof PolicyReading.Read(var policy)
                ? policy.version()
                : text.isEmpty() ? Policy.absent().version() : "0".repeat(64);
    }
}

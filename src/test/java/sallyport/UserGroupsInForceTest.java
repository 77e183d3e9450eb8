package sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.OTHER_REVIEWER;
import static sallyport.request.Examples.REVIEWER;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.audit.InstallationJournal;
import sallyport.audit.InstallationJournal.Loaded;
import sallyport.audit.LedgerUnavailable;
import sallyport.audit.MemoryLedger;
import sallyport.request.Actor;
import sallyport.request.Person;
import sallyport.slack.UserGroupAlarm;
import sallyport.slack.UserGroupReading;

/** Who is in Slack's user groups while Slack answers, and when it does not. */
class UserGroupsInForceTest {
    private static final Duration EVERY = UserGroupPace.DEFAULT.every();
    private static final Duration FRESH = UserGroupPace.DEFAULT.fresh();
    private static final Duration AGAIN = UserGroupPace.DEFAULT.again();
    private static final String ONE = "{\"sre\":[\"T1/U2\"]}";
    private static final String TWO = "{\"sre\":[\"T1/U2\",\"T1/U3\"]}";

    private final MemoryLedger ledger = new MemoryLedger();
    private final InstallationJournal installation = new InstallationJournal(ledger);
    private volatile Instant now = NOON;
    private volatile UserGroupReading slack = sre(REVIEWER);
    private int asked;
    private int followed;
    private UserGroupsInForce groups = groups(slack, "sre");

    private static UserGroupReading sre(Person... members) {
        return new UserGroupReading.Answered(Map.of("sre", Set.of(members)), Map.of());
    }

    private static UserGroupReading silence(Duration pause) {
        return new UserGroupReading.Unanswered("Slack did not answer", pause);
    }

    private UserGroupsInForce groups(UserGroupReading atStart, String... names) {
        var made = new UserGroupsInForce(
                Set.of(names), this::ask, atStart, installation, UserGroupPace.DEFAULT, () -> now);
        made.followedBy(() -> followed++);
        return made;
    }

    private UserGroupReading ask() {
        asked++;
        return slack;
    }

    @AfterEach
    void close() {
        groups.close();
    }

    @Test
    void who_was_in_a_group_at_the_start_is_noted_once() {
        groups.note();
        groups.note();
        assertThat(noted()).containsExactly(ONE);
        assertThat(members()).contains(Set.of(REVIEWER));
        assertThat(groups.degraded()).isEmpty();
        assertThat(followed).isZero();
    }

    @Test
    void it_is_read_every_minute_and_a_change_is_noted_and_followed_once() {
        groups.note();
        slack = sre(REVIEWER, OTHER_REVIEWER);
        after(EVERY.minusMillis(1));
        assertThat(asked).isZero();
        now = NOON.plus(EVERY);
        groups.look();
        assertThat(asked).isEqualTo(1);
        assertThat(members()).contains(Set.of(REVIEWER, OTHER_REVIEWER));
        assertThat(noted()).containsExactly(ONE, TWO);
        assertThat(installation.userGroups().getLast().at()).isEqualTo(now);
        assertThat(followed).isEqualTo(1);
        after(EVERY);
        assertThat(noted()).hasSize(2);
        assertThat(followed).isEqualTo(1);
    }

    @Test
    void what_another_replica_noted_comes_into_force_here_too() {
        groups.note();
        installation.userGroupsLoaded(Actor.component("slack"), People.read(TWO).version(), TWO, now);
        slack = sre(REVIEWER, OTHER_REVIEWER);
        after(EVERY);
        assertThat(members()).contains(Set.of(REVIEWER, OTHER_REVIEWER));
        assertThat(noted()).containsExactly(ONE, TWO);
        assertThat(followed).isEqualTo(1);
    }

    @Test
    void who_decides_gets_an_answer_that_is_at_most_half_a_minute_old() {
        slack = sre();
        now = NOON.plus(FRESH).minusMillis(1);
        groups.freshen();
        assertThat(members()).contains(Set.of(REVIEWER));
        now = NOON.plus(FRESH);
        groups.freshen();
        assertThat(members()).contains(Set.of());
        groups.freshen();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void who_decides_waits_for_a_slow_slack_no_longer_than_it_may_and_what_was_known_holds() {
        var answering = new CountDownLatch(1);
        groups.close();
        groups = new UserGroupsInForce(
                Set.of("sre"),
                () -> {
                    awaitUninterruptibly(answering);
                    return sre();
                },
                slack,
                installation,
                UserGroupPace.DEFAULT,
                () -> now);
        now = NOON.plus(FRESH);
        groups.freshen();
        assertThat(members()).contains(Set.of(REVIEWER));
        answering.countDown();
    }

    @Test
    void when_slack_does_not_answer_the_last_known_members_hold_for_ten_minutes_and_then_nobody_counts() {
        slack = silence(Duration.ZERO);
        after(EVERY);
        var failed = now;
        var end = NOON.plus(KnownMembers.HOLD);
        assertThat(groups.alarms())
                .containsExactly(new UserGroupAlarm("sre", "Slack did not answer", failed, Optional.of(end)));
        assertThat(groups.degraded())
                .contains("who is in the Slack user group sre could not be read since " + failed
                        + ", those who were in it count until " + end + ": Slack did not answer");
        now = end.minusMillis(1);
        groups.look();
        assertThat(members()).contains(Set.of(REVIEWER));
        now = end;
        assertThat(members()).isEmpty();
        assertThat(groups.alarms())
                .containsExactly(new UserGroupAlarm("sre", "Slack did not answer", failed, Optional.empty()));
        assertThat(groups.degraded())
                .contains("who is in the Slack user group sre could not be verified since " + failed
                        + ", so nobody counts as a member: Slack did not answer");
        assertThat(groups.missing()).isEmpty();
        slack = sre(REVIEWER);
        after(AGAIN);
        assertThat(members()).contains(Set.of(REVIEWER));
        assertThat(groups.alarms()).isEmpty();
    }

    @Test
    void a_slack_that_does_not_answer_is_left_alone_for_a_while_and_for_as_long_as_it_asks() {
        slack = silence(Duration.ZERO);
        after(EVERY);
        after(AGAIN.minusMillis(1));
        groups.freshen();
        assertThat(asked).isEqualTo(1);
        slack = silence(Duration.ofSeconds(40));
        after(Duration.ofMillis(1));
        assertThat(asked).isEqualTo(2);
        after(Duration.ofSeconds(40).minusMillis(1));
        assertThat(asked).isEqualTo(2);
        after(Duration.ofMillis(1));
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void a_start_without_an_answer_counts_nobody_notes_nothing_and_asks_again() {
        groups.close();
        groups = groups(silence(Duration.ZERO), "sre");
        groups.note();
        assertThat(groups.at(now)).isEmpty();
        assertThat(noted()).isEmpty();
        assertThat(groups.alarms()).hasSize(1);
        after(AGAIN);
        assertThat(members()).contains(Set.of(REVIEWER));
        assertThat(noted()).containsExactly(ONE);
        assertThat(followed).isEqualTo(1);
    }

    @Test
    void a_group_that_is_disabled_later_holds_as_long_as_any_and_the_others_are_read_on() {
        groups.close();
        groups = groups(
                new UserGroupReading.Answered(Map.of("sre", Set.of(REVIEWER), "dba", Set.of()), Map.of()),
                "sre",
                "dba");
        slack = new UserGroupReading.Answered(
                Map.of("dba", Set.of(OTHER_REVIEWER)), Map.of("sre", "the user group S1 is disabled"));
        after(EVERY);
        assertThat(groups.at(now)).isEqualTo(Map.of("sre", Set.of(REVIEWER), "dba", Set.of(OTHER_REVIEWER)));
        assertThat(groups.alarms()).extracting(UserGroupAlarm::why).containsExactly("the user group S1 is disabled");
        now = NOON.plus(KnownMembers.HOLD);
        assertThat(groups.at(now)).isEqualTo(Map.of("dba", Set.of(OTHER_REVIEWER)));
    }

    @Test
    void without_its_event_in_the_ledger_a_change_does_not_come_into_force() {
        groups.note();
        slack = sre(REVIEWER, OTHER_REVIEWER);
        ledger.stopAnswering();
        after(EVERY);
        assertThat(members()).contains(Set.of(REVIEWER));
        assertThat(groups.alarms().getFirst().why()).startsWith("its members changed, which could not be noted");
        assertThat(followed).isZero();
        ledger.answerAgain();
        after(AGAIN);
        assertThat(members()).contains(Set.of(REVIEWER, OTHER_REVIEWER));
        assertThat(groups.alarms()).isEmpty();
    }

    @Test
    void it_does_not_start_without_the_ledger() {
        ledger.stopAnswering();
        assertThatThrownBy(groups::note).isInstanceOf(LedgerUnavailable.class);
    }

    @Test
    void that_there_are_no_groups_any_more_is_noted_and_that_there_never_were_is_not() {
        var nothing = new UserGroupReading.Answered(Map.of(), Map.of());
        groups.close();
        groups = groups(nothing);
        groups.note();
        assertThat(noted()).isEmpty();
        try (var before = groups(sre(REVIEWER), "sre")) {
            before.note();
        }
        groups.note();
        assertThat(noted()).containsExactly(ONE, "{}");
        now = now.plus(EVERY);
        groups.freshen();
        assertThat(asked).isZero();
    }

    @Test
    void a_reading_that_fails_for_a_bug_does_not_end_the_looking() {
        groups.followedBy(() -> {
            throw new IllegalStateException("broken");
        });
        slack = sre();
        after(EVERY);
        slack = sre(REVIEWER, OTHER_REVIEWER);
        after(EVERY);
        assertThat(members()).contains(Set.of(REVIEWER, OTHER_REVIEWER));
    }

    private void after(Duration span) {
        now = now.plus(span);
        groups.look();
    }

    private Optional<Set<Person>> members() {
        return Optional.ofNullable(groups.at(now).get("sre"));
    }

    private List<String> noted() {
        return installation.userGroups().stream().map(Loaded::text).toList();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.OTHER_REVIEWER;
import static sallyport.request.Examples.REVIEWER;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sallyport.audit.InstallationJournal.Loaded;
import sallyport.audit.InstallationJournal.Noted;
import sallyport.request.Actor;
import sallyport.request.Freeze;
import tools.jackson.databind.json.JsonMapper;

class InstallationJournalTest {
    private static final Actor ALEX = Actor.human(REVIEWER);
    private static final Actor ROBIN = Actor.human(OTHER_REVIEWER);

    private final MemoryLedger ledger = new MemoryLedger();
    private final InstallationJournal journal = new InstallationJournal(ledger);

    private Deque<String> types() {
        var types = new ArrayDeque<String>();
        ledger.events(Installation.CHAIN).forEach(event -> types.add(event.type()));
        return types;
    }

    @Test
    void freezing_freezes_with_its_event() {
        assertThat(journal.freeze(ALEX, "sale", NOON)).isEqualTo(new Noted.Written());
        assertThat(ledger.installation().freeze()).contains(new Freeze(ALEX, "sale", NOON));
        var event = ledger.events(Installation.CHAIN).getLast();
        var json = JsonMapper.shared().readTree(event.canonical());
        assertThat(event.type()).isEqualTo("installation.frozen");
        assertThat(event.at()).isEqualTo(NOON);
        assertThat(json.path("reason").asString()).isEqualTo("sale");
        assertThat(json.path("actor").path("person").path("userId").asString()).isEqualTo(REVIEWER.userId());
    }

    @Test
    void who_freezes_second_hears_who_was_first() {
        journal.freeze(ALEX, "sale", NOON);
        assertThat(journal.freeze(ROBIN, "outage", NOON.plusSeconds(1)))
                .isEqualTo(new Noted.Already(Optional.of(new Freeze(ALEX, "sale", NOON))));
        assertThat(types()).hasSize(1);
    }

    @Test
    void thawing_ends_a_freeze_and_only_a_freeze() {
        assertThat(journal.thaw(ROBIN, NOON)).isEqualTo(new Noted.Already(Optional.empty()));
        journal.freeze(ALEX, "sale", NOON);
        assertThat(journal.thaw(ROBIN, NOON)).isEqualTo(new Noted.Written());
        assertThat(ledger.installation().freeze()).isEmpty();
        assertThat(types()).containsExactly("installation.frozen", "installation.thawed");
    }

    @Test
    void a_policy_is_kept_whole_when_it_changes_and_leaves_a_freeze_alone() {
        journal.freeze(ALEX, "sale", NOON);
        assertThat(journal.policyLoaded(ALEX, "v1", "one\n", NOON)).isEqualTo(new Noted.Written());
        assertThat(journal.policyLoaded(ALEX, "v1", "one\n", NOON)).isInstanceOf(Noted.Already.class);
        assertThat(journal.policyLoaded(ALEX, "v2", "two\n", NOON)).isEqualTo(new Noted.Written());
        assertThat(journal.policyLoaded(ALEX, "v1", "one\n", NOON)).isEqualTo(new Noted.Written());
        assertThat(ledger.installation().freeze()).isPresent();
        assertThat(types()).hasSize(4).last().isEqualTo("policy.loaded");
        var json = JsonMapper.shared()
                .readTree(ledger.events(Installation.CHAIN).getLast().canonical());
        assertThat(json.path("text").asString()).isEqualTo("one\n");
        assertThat(json.path("policyVersion").asString()).isEqualTo("v1");
    }

    @Test
    void a_policy_is_still_in_force_after_a_freeze() {
        journal.policyLoaded(ALEX, "v1", "one\n", NOON);
        journal.freeze(ALEX, "sale", NOON);
        assertThat(journal.policyLoaded(ALEX, "v1", "one\n", NOON)).isInstanceOf(Noted.Already.class);
        assertThat(types()).containsExactly("policy.loaded", "installation.frozen");
    }

    @Test
    void people_are_kept_beside_policies_and_each_is_read_back_in_order() {
        journal.policyLoaded(ALEX, "v1", "one\n", NOON);
        assertThat(journal.peopleLoaded(ALEX, "p1", "{}", NOON)).isEqualTo(new Noted.Written());
        assertThat(journal.peopleLoaded(ALEX, "p1", "{}", NOON)).isInstanceOf(Noted.Already.class);
        journal.policyLoaded(ALEX, "v2", "two\n", NOON.plusSeconds(1));
        assertThat(journal.peopleLoaded(ALEX, "v2", "[]", NOON)).isEqualTo(new Noted.Written());
        assertThat(types()).containsExactly("policy.loaded", "people.loaded", "policy.loaded", "people.loaded");
        assertThat(journal.policies())
                .containsExactly(new Loaded(0, NOON, "v1", "one\n"), new Loaded(2, NOON.plusSeconds(1), "v2", "two\n"));
        assertThat(journal.people()).containsExactly(new Loaded(1, NOON, "p1", "{}"), new Loaded(3, NOON, "v2", "[]"));
        var json = JsonMapper.shared()
                .readTree(ledger.events(Installation.CHAIN).getLast().canonical());
        assertThat(json.path("peopleVersion").asString()).isEqualTo("v2");
    }

    @Test
    void schedules_are_kept_whole_and_read_back_and_the_trail_still_verifies() {
        journal.policyLoaded(ALEX, "v1", "one\n", NOON);
        assertThat(journal.onCallLoaded(ALEX, "s1", "nights\n", NOON)).isEqualTo(new Noted.Written());
        assertThat(journal.onCallLoaded(ALEX, "s1", "nights\n", NOON)).isInstanceOf(Noted.Already.class);
        journal.freeze(ALEX, "sale", NOON);
        assertThat(journal.onCallLoaded(ALEX, "s2", "days\n", NOON)).isEqualTo(new Noted.Written());
        assertThat(ledger.installation().freeze()).isPresent();
        assertThat(types()).containsExactly("policy.loaded", "on-call.loaded", "installation.frozen", "on-call.loaded");
        assertThat(journal.onCall())
                .containsExactly(new Loaded(1, NOON, "s1", "nights\n"), new Loaded(3, NOON, "s2", "days\n"));
        assertThat(journal.policies()).hasSize(1);
        var json = JsonMapper.shared()
                .readTree(ledger.events(Installation.CHAIN).getLast().canonical());
        assertThat(json.path("onCallVersion").asString()).isEqualTo("s2");
        var trail = new Trail(1);
        trail.installation.onCallLoaded(ALEX, "s1", "nights\n", NOON);
        trail.seal();
        trail.installation.onCallLoaded(ALEX, "s2", "days\n", NOON);
        trail.seal();
        assertThat(Trail.verify(trail.export()).findings()).isEmpty();
    }

    @Test
    void members_of_user_groups_are_kept_apart_from_listed_people_and_the_trail_still_verifies() {
        var trail = new Trail(1);
        trail.installation.peopleLoaded(ALEX, "g1", "{}", NOON);
        assertThat(trail.installation.userGroupsLoaded(ALEX, "g1", "{}", NOON)).isEqualTo(new Noted.Written());
        assertThat(trail.installation.userGroupsLoaded(ALEX, "g1", "{}", NOON)).isInstanceOf(Noted.Already.class);
        assertThat(trail.installation.userGroupsLoaded(ALEX, "g2", "[]", NOON)).isEqualTo(new Noted.Written());
        assertThat(trail.installation.userGroups()).extracting(Loaded::version).containsExactly("g1", "g2");
        assertThat(trail.installation.people()).hasSize(1);
        trail.seal();
        assertThat(Trail.verify(trail.export()).findings()).isEmpty();
    }

    @Test
    void a_lost_race_is_decided_again() {
        var raced = new InstallationJournal(new RacedLedger(ledger, () -> journal.policyLoaded(ROBIN, "v", "t", NOON)));
        assertThat(raced.freeze(ALEX, "sale", NOON)).isEqualTo(new Noted.Written());
        assertThat(types()).containsExactly("policy.loaded", "installation.frozen");
        assertThat(Trail.verify(Trail.export(ledger)).findings()).hasSize(1);
    }

    @Test
    void after_a_lost_race_what_the_winner_did_counts() {
        var raced = new InstallationJournal(new RacedLedger(ledger, () -> journal.freeze(ROBIN, "first", NOON)));
        assertThat(raced.freeze(ALEX, "sale", NOON))
                .isEqualTo(new Noted.Already(Optional.of(new Freeze(ROBIN, "first", NOON))));
    }

    @Test
    void a_race_that_is_always_lost_ends() {
        var n = new int[1];
        var raced = new RacedLedger(ledger, () -> journal.policyLoaded(ROBIN, "v" + n[0]++, "t", NOON));
        raced.always = true;
        assertThat(new InstallationJournal(raced).freeze(ALEX, "sale", NOON)).isInstanceOf(Noted.Unavailable.class);
        assertThat(n[0]).isEqualTo(InstallationJournal.ATTEMPTS);
    }

    @Test
    void a_ledger_that_is_away_is_an_answer() {
        ledger.stopAnswering();
        assertThat(journal.freeze(ALEX, "sale", NOON)).isEqualTo(new Noted.Unavailable("the store is away"));
    }
}

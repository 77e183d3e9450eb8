package sallyport.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.OTHER_REVIEWER;
import static sallyport.request.Examples.REQUESTER;
import static sallyport.request.Examples.REVIEWER;
import static sallyport.request.Examples.target;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sallyport.audit.InstallationJournal;
import sallyport.audit.Journal;
import sallyport.audit.LedgerEntry;
import sallyport.audit.MemoryLedger;
import sallyport.policy.CurrentGroups;
import sallyport.policy.Groups;
import sallyport.policy.OnCall;
import sallyport.policy.Policy;
import sallyport.policy.PolicyReading;
import sallyport.policy.UserGroups;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Event;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Refusal;
import sallyport.request.RequestId;
import sallyport.request.StartFailure;

/** What becomes of a request when people leave a group that is kept elsewhere, or nobody knows who is in it. */
class UserGroupApprovalTest {
    private static final String RULES = """
            version: 1
            commands:
              migrations:
                summary: Which migrations have run
                argv: [bin/rails, "db:migrate:status"]
                effect: read
            grants:
              - id: web-migrations
                command: migrations
                targets: [web]
                groups: [dev]
                approval: { all_of: [{ group: sre }] }
                escalate: { to: leads, after: 5m }
            """;
    private static final String TWO = RULES.replace("{ group: sre }", "{ group: sre, count: 2 }");
    private static final String BY_GROUP = RULES.replace("[dev]", "[askers]");
    private static final Alias WEB =
            new Alias("web", "111122223333", "eu-central-1", "prod", "web", Optional.of("app"), Optional.empty());

    private final MemoryLedger ledger = new MemoryLedger();
    private final Journal journal = new Journal(ledger);
    private final Map<String, Set<Person>> kept = new HashMap<>(Map.of(
            "sre", Set.of(REVIEWER, OTHER_REVIEWER), "leads", Set.of(OTHER_REVIEWER), "askers", Set.of(REQUESTER)));
    private Instant now = NOON;
    private Policy policy = policy(RULES);
    private final CurrentGroups groups = new CurrentGroups(
            new Groups(Map.of("dev", Set.of(REQUESTER))), UserGroupApprovalTest::nobodyOnCall, keeper(), () -> now);
    private final Approvals approvals = new Approvals(
            () -> policy,
            new Aliases(List.of(WEB)),
            groups,
            this::lookUp,
            ledger,
            journal,
            new GlassReviews(new InstallationJournal(ledger), ledger, this::lookUp, () -> now),
            () -> now,
            new Random(3));

    /** A group that is not in the map is one that cannot be verified. */
    private UserGroups keeper() {
        return new UserGroups() {
            @Override
            public Set<String> names() {
                return Set.of("sre", "leads", "askers");
            }

            @Override
            public Map<String, Set<Person>> at(Instant moment) {
                return Map.copyOf(kept);
            }
        };
    }

    private static OnCall nobodyOnCall() {
        return new OnCall() {
            @Override
            public Set<String> schedules() {
                return Set.of();
            }

            @Override
            public Map<String, Set<Person>> at(Instant moment) {
                return Map.of();
            }
        };
    }

    private Standing lookUp(Person person) {
        return new Standing.Member(groups.of(person));
    }

    private static Policy policy(String text) {
        return ((PolicyReading.Read) Policy.read(text, "policy.yml")).policy();
    }

    private Submitted ask() {
        return approvals.submit(new Submission(
                REQUESTER,
                Office.CHANNEL,
                Office.selector("web"),
                Office.MIGRATIONS,
                Optional.empty(),
                Optional.empty(),
                false,
                "mark"));
    }

    private RequestId pending() {
        var id = ((Submitted.Stored) ask()).entry().request().id();
        journal.record(id, new Event.TargetResolved(target(), now));
        return id;
    }

    private LedgerEntry entry(RequestId id) {
        return ledger.find(id).orElseThrow();
    }

    private Reviewed approve(RequestId id, Person person) {
        return approvals.approve(id, person, ((Phase.Pending) entry(id).phase()).digest());
    }

    private Optional<String> atTheStart(RequestId id) {
        var given = ((Phase.Approved) entry(id).phase()).approvals();
        return approvals.objection(entry(id).request(), given, target()).map(StartFailure::explanation);
    }

    private String changed(RequestId id) {
        assertThat(entry(id).phase()).isInstanceOf(Phase.Stale.class);
        return ((Phase.Stale) entry(id).phase()).changed();
    }

    @Test
    void a_member_approves_and_who_has_left_may_not() {
        var id = pending();
        kept.put("sre", Set.of(OTHER_REVIEWER));
        assertThat(approve(id, REVIEWER))
                .isInstanceOfSatisfying(
                        Reviewed.Refused.class, no -> assertThat(no.why()).isEqualTo(Refusal.NOT_ELIGIBLE));
        assertThat(approve(id, OTHER_REVIEWER)).isInstanceOf(Reviewed.Accepted.class);
        assertThat(atTheStart(id)).isEmpty();
    }

    @Test
    void an_approval_is_void_when_who_gave_it_leaves_before_the_start() {
        var id = pending();
        approve(id, REVIEWER);
        kept.put("sre", Set.of(OTHER_REVIEWER));
        assertThat(atTheStart(id)).contains("somebody who agreed is no longer in `sre`");
        assertThat(approvals.reconsider()).isTrue();
        assertThat(changed(id)).isEqualTo("somebody who agreed is no longer in `sre`");
    }

    @Test
    void so_is_a_request_that_waits_for_a_second_person_when_the_first_leaves() {
        policy = policy(TWO);
        var id = pending();
        approve(id, REVIEWER);
        assertThat(approvals.reconsider()).isTrue();
        assertThat(entry(id).phase()).isInstanceOf(Phase.Pending.class);
        kept.put("sre", Set.of(OTHER_REVIEWER));
        assertThat(approve(id, OTHER_REVIEWER)).isInstanceOf(Reviewed.Refused.class);
        assertThat(changed(id)).isEqualTo("somebody who agreed is no longer in `sre`");
    }

    @Test
    void nobody_who_stayed_in_a_group_that_others_left_is_concerned() {
        var id = pending();
        approve(id, REVIEWER);
        kept.put("sre", Set.of(REVIEWER));
        kept.put("leads", Set.of());
        approvals.reconsider();
        assertThat(atTheStart(id)).isEmpty();
    }

    @Test
    void who_stood_in_for_others_has_to_stay_in_the_group_that_stands_in() {
        kept.put("sre", Set.of(REVIEWER));
        var id = pending();
        now = NOON.plusSeconds(300);
        journal.record(id, new Event.TimePassed(now));
        approve(id, OTHER_REVIEWER);
        assertThat(atTheStart(id)).isEmpty();
        kept.put("leads", Set.of(REVIEWER));
        assertThat(atTheStart(id)).contains("somebody who agreed is no longer in `leads`, `sre`");
    }

    @Test
    void who_has_left_the_group_that_may_ask_has_asked_in_vain() {
        policy = policy(BY_GROUP);
        var id = pending();
        kept.put("askers", Set.of());
        approvals.reconsider();
        assertThat(changed(id)).contains("you are in none of its groups (askers)");
    }

    @Test
    void nobody_counts_through_a_group_that_cannot_be_verified() {
        var id = pending();
        kept.remove("sre");
        assertThat(approve(id, REVIEWER)).isInstanceOf(Reviewed.Refused.class);
        assertThat(entry(id).phase()).isInstanceOf(Phase.Pending.class);
        policy = policy(BY_GROUP);
        kept.remove("askers");
        assertThat(ask()).isInstanceOf(Submitted.NotAllowed.class);
    }

    @Test
    void what_rests_on_a_group_that_cannot_be_verified_does_not_start() {
        var id = pending();
        approve(id, REVIEWER);
        kept.remove("sre");
        assertThat(atTheStart(id)).contains("whether those who agreed are still in `sre` could not be verified");
    }

    @Test
    void nothing_is_void_for_good_while_a_group_cannot_be_verified() {
        policy = policy(TWO);
        var id = pending();
        approve(id, REVIEWER);
        var sre = kept.get("sre");
        kept.remove("sre");
        assertThat(approvals.reconsider()).isTrue();
        assertThat(approve(id, OTHER_REVIEWER))
                .isEqualTo(new Reviewed.Unavailable("who is in sre could not be verified"));
        assertThat(entry(id).phase()).isInstanceOf(Phase.Pending.class);
        kept.put("sre", sre);
        assertThat(approve(id, OTHER_REVIEWER)).isInstanceOf(Reviewed.Accepted.class);
    }

    @Test
    void what_the_policy_forbids_whoever_is_in_the_group_is_void_all_the_same() {
        var id = pending();
        kept.remove("sre");
        policy = policy(RULES + "denies:\n  - id: closed\n    targets: [web]\n");
        assertThat(approvals.reconsider()).isTrue();
        assertThat(changed(id)).contains("rule closed");
    }
}

package sallyport.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.OTHER_REVIEWER;
import static sallyport.request.Examples.REQUESTER;
import static sallyport.request.Examples.REVIEWER;
import static sallyport.request.Examples.target;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.audit.InstallationJournal;
import sallyport.audit.Journal;
import sallyport.audit.LedgerEntry;
import sallyport.audit.MemoryLedger;
import sallyport.policy.CurrentGroups;
import sallyport.policy.Groups;
import sallyport.policy.OnCallReading;
import sallyport.policy.OnCallSchedules;
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

/** An on-call schedule decides who may ask and who may approve, at the moment it changes. */
class OnCallApprovalTest {
    /** The requester's colleague until then, from then on the other; U1 may ask as on duty until then. */
    private static final Instant HANDOVER = NOON.plusSeconds(600);

    private static final String SCHEDULES = """
            version: 1
            schedules:
              primary:
                zone: UTC
                shifts:
                  - { from: 2026-03-01T00:00, until: 2026-03-01T12:10, people: [U2] }
                  - { from: 2026-03-01T12:10, until: 2026-03-02T00:00, people: [U3] }
              duty:
                zone: UTC
                shifts:
                  - { from: 2026-03-01T00:00, until: 2026-03-01T12:10, people: [U1] }
            """;

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
                approval: { all_of: [{ group: primary }] }
            """;
    private static final String BY_DUTY = RULES.replace("[dev]", "[duty]");
    private static final String BOTH = RULES.replace("group: primary }", "group: primary }, { group: ops }");

    private static final Alias WEB =
            new Alias("web", "111122223333", "eu-central-1", "prod", "web", Optional.of("app"), Optional.empty());

    private final MemoryLedger ledger = new MemoryLedger();
    private final Journal journal = new Journal(ledger);
    private Instant now = NOON;
    private Policy policy = policy(RULES);
    private final CurrentGroups groups = new CurrentGroups(
            new Groups(Map.of("dev", Set.of(REQUESTER, REVIEWER, OTHER_REVIEWER), "ops", Set.of(OTHER_REVIEWER))),
            OnCallApprovalTest::schedules,
            UserGroups.none(),
            () -> now);
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

    private Standing lookUp(Person person) {
        return new Standing.Member(groups.of(person));
    }

    private static OnCallSchedules schedules() {
        return ((OnCallReading.Read) OnCallSchedules.read(SCHEDULES, Set.of("T1"), Set.of("dev", "ops"))).schedules();
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

    private Optional<String> objection(RequestId id, LedgerEntry entry) {
        var given = ((Phase.Approved) entry(id).phase()).approvals();
        return approvals.objection(entry.request(), given, target()).map(StartFailure::explanation);
    }

    @ParameterizedTest(name = "{0} ns from the handover: U2 {1}, U3 {2}")
    @CsvSource({
        "-1000000000, true, false",
        "-1, true, false",
        "0, false, true",
        "1, false, true",
        "1000000000, false, true"
    })
    void who_may_approve_changes_at_the_handover_and_not_a_nanosecond_off(long nanos, boolean first, boolean second) {
        assertThat(approvedAt(nanos, REVIEWER)).isEqualTo(first);
        assertThat(approvedAt(nanos, OTHER_REVIEWER)).isEqualTo(second);
    }

    /** Each tries on a fresh office. */
    private static boolean approvedAt(long nanos, Person person) {
        var office = new OnCallApprovalTest();
        var id = office.pending();
        office.now = HANDOVER.plusNanos(nanos);
        return switch (office.approve(id, person)) {
            case Reviewed.Accepted _ -> {
                assertThat(office.entry(id).phase()).isInstanceOf(Phase.Approved.class);
                yield true;
            }
            case Reviewed refused -> {
                assertThat(refused)
                        .isInstanceOfSatisfying(
                                Reviewed.Refused.class,
                                no -> assertThat(no.why()).isEqualTo(Refusal.NOT_ELIGIBLE));
                yield false;
            }
        };
    }

    @Test
    void whose_shift_is_over_may_not_say_no_or_stop_either() {
        var id = pending();
        now = HANDOVER;
        assertThat(approvals.deny(id, REVIEWER, "no")).isInstanceOf(Reviewed.Refused.class);
        assertThat(approvals.stop(id, REVIEWER, Office.CHANNEL)).isInstanceOf(Reviewed.Refused.class);
        assertThat(approvals.deny(id, OTHER_REVIEWER, "no")).isInstanceOf(Reviewed.Accepted.class);
    }

    @Test
    void an_approval_given_while_on_call_counts_after_the_shift() {
        var id = pending();
        now = HANDOVER.minusNanos(1);
        approve(id, REVIEWER);
        now = HANDOVER.plusSeconds(60);
        assertThat(objection(id, entry(id))).isEmpty();
    }

    @Test
    void of_two_approvals_one_may_be_from_before_the_handover() {
        policy = policy(BOTH);
        var id = pending();
        approve(id, REVIEWER);
        now = HANDOVER;
        assertThat(approve(id, OTHER_REVIEWER)).isInstanceOf(Reviewed.Accepted.class);
        assertThat(entry(id).phase()).isInstanceOf(Phase.Approved.class);
        assertThat(objection(id, entry(id))).isEmpty();
    }

    @Test
    void it_still_counts_under_a_newer_policy_that_asks_for_the_same_schedule() {
        var id = pending();
        approve(id, REVIEWER);
        now = HANDOVER;
        policy = policy(RULES.replace("group: primary }", "group: primary }, { group: ops }"));
        assertThat(objection(id, entry(id)))
                .hasValueSatisfying(why -> assertThat(why).contains("1 of ops"));
        policy = policy(
                RULES.replace("{ all_of: [{ group: primary }] }", "{ any_of: [{ group: primary }, { group: ops }] }"));
        assertThat(objection(id, entry(id))).isEmpty();
    }

    @Test
    void who_may_ask_as_on_call_may_until_the_shift_is_over() {
        policy = policy(BY_DUTY);
        now = HANDOVER;
        assertThat(ask()).isInstanceOf(Submitted.NotAllowed.class);
        now = HANDOVER.minusNanos(1);
        assertThat(ask()).isInstanceOf(Submitted.Stored.class);
    }

    @Test
    void what_was_asked_as_on_call_and_has_not_started_when_the_shift_is_over_is_void() {
        policy = policy(BY_DUTY);
        var id = pending();
        approve(id, REVIEWER);
        now = HANDOVER.minusNanos(1);
        assertThat(objection(id, entry(id))).isEmpty();
        now = HANDOVER;
        assertThat(objection(id, entry(id)))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("the policy does not allow it", "you are in none of its groups (duty)"));
    }
}

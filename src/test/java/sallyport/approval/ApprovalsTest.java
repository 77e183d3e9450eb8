package sallyport.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.approval.Office.GUEST;
import static sallyport.approval.Office.STRANGER;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.OTHER_REVIEWER;
import static sallyport.request.Examples.REQUESTER;
import static sallyport.request.Examples.REVIEWER;
import static sallyport.request.Examples.REVIEWERS;
import static sallyport.request.Examples.target;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sallyport.audit.LedgerEntry;
import sallyport.policy.Groups;
import sallyport.request.Actor;
import sallyport.request.Approval;
import sallyport.request.ChannelId;
import sallyport.request.Digest;
import sallyport.request.Event;
import sallyport.request.Extension;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Refusal;
import sallyport.request.RequestId;
import sallyport.request.StartFailure;
import sallyport.request.Target;

/** Who may say yes or no, and to exactly what. */
class ApprovalsTest {
    private final Office office = new Office();
    private final Approvals approvals = office.approvals;

    @Test
    void the_last_person_needed_approves_the_request() {
        var entry = office.pending();
        assertThat(accepted(office.approve(entry, REVIEWER)).phase())
                .isInstanceOfSatisfying(
                        Phase.Pending.class,
                        pending -> assertThat(pending.approvals())
                                .containsExactly(new Approval(REVIEWER, Set.of(REVIEWERS), NOON)));
        assertThat(accepted(office.approve(entry, OTHER_REVIEWER)).phase()).isInstanceOf(Phase.Approved.class);
    }

    @Test
    void the_requester_cannot_review_their_own_request() {
        var entry = office.pending();
        assertThat(why(office.approve(entry, REQUESTER))).isEqualTo(Refusal.SELF_REVIEW);
        assertThat(why(approvals.deny(id(entry), REQUESTER, "no"))).isEqualTo(Refusal.SELF_REVIEW);
    }

    @Test
    void two_clicks_by_one_person_count_once() {
        var entry = office.pending();
        accepted(office.approve(entry, REVIEWER));
        assertThat(why(office.approve(entry, REVIEWER))).isEqualTo(Refusal.ALREADY_COUNTED);
        assertThat(office.entry(id(entry)).phase()).isInstanceOf(Phase.Pending.class);
    }

    @Test
    void a_stranger_can_neither_approve_nor_deny_nor_stop() {
        var entry = office.pending();
        assertThat(why(office.approve(entry, STRANGER))).isEqualTo(Refusal.NOT_ELIGIBLE);
        assertThat(why(approvals.deny(id(entry), STRANGER, "no"))).isEqualTo(Refusal.NOT_ELIGIBLE);
        assertThat(why(approvals.stop(id(entry), STRANGER, Office.CHANNEL))).isEqualTo(Refusal.NOT_ELIGIBLE);
    }

    @Test
    void a_group_the_quorum_does_not_name_counts_for_nothing() {
        office.directory.knows(STRANGER, new Standing.Member(Set.of("dev", "dba")));
        assertThat(why(office.approve(office.pending(), STRANGER))).isEqualTo(Refusal.NOT_ELIGIBLE);
    }

    @Test
    void a_guest_is_barred_whatever_group_they_are_in() {
        var id = id(office.pending());
        var barred = new Reviewed.Barred("guests may not review");
        assertThat(approvals.approve(id, GUEST, new Digest("0".repeat(64)))).isEqualTo(barred);
        assertThat(approvals.deny(id, GUEST, "no")).isEqualTo(barred);
        assertThat(approvals.stop(id, GUEST, Office.CHANNEL)).isEqualTo(barred);
    }

    @Test
    void somebody_slack_cannot_vouch_for_is_asked_to_try_again() {
        office.directory.knows(REVIEWER, new Standing.Unverifiable("Slack did not answer"));
        var entry = office.pending();
        assertThat(office.approve(entry, REVIEWER)).isEqualTo(new Reviewed.Unavailable("Slack did not answer"));
        assertThat(office.entry(id(entry))).isEqualTo(entry);
    }

    @Test
    void a_yes_to_something_else_than_what_is_stored_does_not_count() {
        var entry = office.pending();
        assertThat(why(approvals.approve(id(entry), REVIEWER, new Digest("0".repeat(64)))))
                .isEqualTo(Refusal.CHANGED);
        assertThat(office.entry(id(entry))).isEqualTo(entry);
    }

    @Test
    void an_approval_after_the_expiry_comes_too_late() {
        var entry = office.pending();
        office.clock(entry.request().expiresAt());
        assertThat(why(office.approve(entry, REVIEWER))).isEqualTo(Refusal.EXPIRED);
    }

    @Test
    void a_reviewer_can_deny_and_the_reason_is_kept() {
        var entry = office.pending();
        assertThat(accepted(approvals.deny(id(entry), REVIEWER, "not during the sale"))
                        .phase())
                .isEqualTo(new Phase.Denied(Actor.human(REVIEWER), "not during the sale", NOON));
        assertThat(why(office.approve(entry, OTHER_REVIEWER))).isEqualTo(Refusal.ALREADY_ENDED);
    }

    @Test
    void the_requester_and_every_reviewer_can_take_it_back() {
        for (var person : List.of(REQUESTER, REVIEWER)) {
            assertThat(accepted(approvals.stop(id(office.pending()), person, Office.CHANNEL))
                            .phase())
                    .isEqualTo(new Phase.Cancelled(Actor.human(person), NOON));
        }
    }

    @Test
    void the_requester_and_every_reviewer_can_stop_it_while_it_runs() {
        for (var person : List.of(REQUESTER, OTHER_REVIEWER)) {
            var entry = running();
            assertThat(accepted(approvals.stop(id(entry), person, Office.CHANNEL))
                            .phase())
                    .isInstanceOfSatisfying(
                            Phase.Running.class,
                            running -> assertThat(running.stopAskedBy()).contains(Actor.human(person)));
            assertThat(why(approvals.stop(id(entry), person, Office.CHANNEL))).isEqualTo(Refusal.NOTHING_TO_DO);
        }
    }

    @Test
    void whoever_the_policy_grants_stop_on_the_target_can_stop_it_from_where_the_grant_holds() {
        var elsewhere = new ChannelId("C2");
        office.directory.knows(Office.STRANGER, new Standing.Member(Set.of("helpers")));
        var pending = office.pending();
        var running = running();
        office.rule(Office.rules(2, "wanted") + """
              - { id: brake, capability: stop, targets: [web], groups: [helpers], channels: [C1] }
              - { id: elsewhere, capability: stop, targets: [db], groups: [ops] }
              - { id: looking, capability: logs, targets: [web], groups: [helpers] }
            """);
        assertThat(why(approvals.stop(id(pending), Office.STRANGER, elsewhere))).isEqualTo(Refusal.NOT_ELIGIBLE);
        assertThat(accepted(approvals.stop(id(pending), Office.STRANGER, Office.CHANNEL))
                        .phase())
                .isEqualTo(new Phase.Cancelled(Actor.human(Office.STRANGER), NOON));
        assertThat(accepted(approvals.stop(id(running), Office.STRANGER, Office.CHANNEL))
                        .phase())
                .isInstanceOfSatisfying(
                        Phase.Running.class,
                        stopped -> assertThat(stopped.stopAskedBy()).contains(Actor.human(Office.STRANGER)));
    }

    @Test
    void a_grant_of_stop_ends_with_a_deny_and_with_the_target() {
        office.directory.knows(Office.STRANGER, new Standing.Member(Set.of("helpers")));
        var id = id(office.pending());
        var brake = "  - { id: brake, capability: stop, targets: [web], groups: [helpers] }\n";
        office.rule(Office.rules(2, "wanted") + brake + "denies:\n  - { id: out, groups: [helpers] }\n");
        assertThat(why(approvals.stop(id, Office.STRANGER, Office.CHANNEL))).isEqualTo(Refusal.NOT_ELIGIBLE);
        office.rule(Office.rules(2, "wanted") + brake);
        assertThat(why(office.approvals(List.of()).stop(id, Office.STRANGER, Office.CHANNEL)))
                .isEqualTo(Refusal.NOT_ELIGIBLE);
        assertThat(accepted(approvals.stop(id, Office.STRANGER, Office.CHANNEL)).phase())
                .isInstanceOf(Phase.Cancelled.class);
    }

    @Test
    void an_admin_stops_whatever_a_deny_says_and_also_where_the_target_is_gone() {
        office.directory.knows(Office.STRANGER, new Standing.Member(Set.of(Groups.ADMINS)));
        var pending = id(office.pending());
        var running = id(running());
        office.rule(Office.rules(2, "wanted") + "denies:\n  - { id: out, groups: [admins] }\n");
        assertThat(accepted(approvals.stop(pending, Office.STRANGER, Office.CHANNEL))
                        .phase())
                .isInstanceOf(Phase.Cancelled.class);
        assertThat(accepted(office.approvals(List.of()).stop(running, Office.STRANGER, Office.CHANNEL))
                        .phase())
                .isInstanceOf(Phase.Running.class);
    }

    @Test
    void nobody_extends_a_run_but_whoever_the_policy_grants_it_from_where_the_grant_holds() {
        office.directory.knows(STRANGER, new Standing.Member(Set.of("helpers")));
        var running = running();
        office.rule(Office.rules(2, "wanted") + """
              - { id: longer, capability: extend, targets: [web], groups: [helpers], channels: [C1] }
              - { id: elsewhere, capability: extend, targets: [db], groups: [ops] }
              - { id: brake, capability: stop, targets: [web], groups: [dev, ops] }
            """);
        for (var person : List.of(REQUESTER, REVIEWER)) {
            assertThat(why(extend(running, person, Office.CHANNEL))).isEqualTo(Refusal.NOT_ELIGIBLE);
        }
        assertThat(why(extend(running, STRANGER, new ChannelId("C2")))).isEqualTo(Refusal.NOT_ELIGIBLE);
        assertThat(extend(running, GUEST, Office.CHANNEL)).isInstanceOf(Reviewed.Barred.class);
        assertThat(accepted(extend(running, STRANGER, Office.CHANNEL)).phase())
                .isInstanceOfSatisfying(
                        Phase.Running.class,
                        extended -> assertThat(extended.extension())
                                .contains(new Extension(
                                        extended.since()
                                                .plus(running.request().deadline())
                                                .plusSeconds(60),
                                        STRANGER)));
    }

    @Test
    void whoever_asked_for_a_run_extends_it_only_if_the_policy_grants_that_too() {
        var running = running();
        office.directory.knows(REQUESTER, new Standing.Member(Set.of("helpers")));
        office.rule(Office.rules(2, "wanted")
                + "  - { id: longer, capability: extend, targets: [web], groups: [helpers] }\n");
        accepted(extend(running, REQUESTER, Office.CHANNEL));
    }

    @Test
    void while_starts_are_frozen_no_run_is_extended() {
        office.directory.knows(STRANGER, new Standing.Member(Set.of("helpers")));
        office.rule(Office.rules(2, "wanted")
                + "  - { id: longer, capability: extend, targets: [web], groups: [helpers] }\n");
        var running = running();
        office.installation.freeze(Actor.human(REVIEWER), "incident", NOON);
        assertThat(why(extend(running, STRANGER, Office.CHANNEL))).isEqualTo(Refusal.FROZEN);
        assertThat(why(extend(running, REVIEWER, Office.CHANNEL))).isEqualTo(Refusal.NOT_ELIGIBLE);
        office.installation.thaw(Actor.human(REVIEWER), NOON);
        accepted(extend(running, STRANGER, Office.CHANNEL));
    }

    @Test
    void what_does_not_run_is_not_extended() {
        office.directory.knows(STRANGER, new Standing.Member(Set.of("helpers")));
        office.rule(Office.rules(2, "wanted")
                + "  - { id: longer, capability: extend, targets: [web], groups: [helpers] }\n");
        assertThat(why(extend(office.pending(), STRANGER, Office.CHANNEL))).isEqualTo(Refusal.NOT_RUNNING);
    }

    private Reviewed extend(LedgerEntry entry, Person person, ChannelId channel) {
        return approvals.extend(id(entry), person, channel, Duration.ofMinutes(1), Optional.empty());
    }

    @Test
    void an_approval_under_a_policy_that_asks_for_more_voids_the_request() {
        var entry = office.pending();
        office.rule(Office.rules(3, "wanted"));
        assertThat(why(office.approve(entry, REVIEWER))).isEqualTo(Refusal.CHANGED);
        assertThat(office.entry(id(entry)).phase())
                .isInstanceOfSatisfying(
                        Phase.Stale.class, stale -> assertThat(stale.changed()).contains("policy changed"));
    }

    @Test
    void an_approval_under_a_policy_that_forbids_it_voids_the_request() {
        var entry = office.pending();
        office.rule("version: 1\ndenies:\n  - id: closed\n    targets: [web]\n");
        assertThat(why(office.approve(entry, REVIEWER))).isEqualTo(Refusal.CHANGED);
        assertThat(office.entry(id(entry)).phase())
                .isInstanceOfSatisfying(
                        Phase.Stale.class, stale -> assertThat(stale.changed()).contains("does not allow"));
    }

    @Test
    void a_policy_that_changed_elsewhere_voids_nothing() {
        var entry = office.pending();
        office.rule(Office.rules(2, "wanted") + "# reviewed\n");
        accepted(office.approve(entry, REVIEWER));
    }

    @Test
    void what_was_approved_is_not_judged_by_a_late_click() {
        var entry = office.pending();
        accepted(office.approve(entry, REVIEWER));
        accepted(office.approve(entry, OTHER_REVIEWER));
        office.rule("version: 1\ndenies:\n  - id: closed\n    targets: [web]\n");
        assertThat(why(office.approve(entry, REVIEWER))).isEqualTo(Refusal.NOT_PENDING);
        assertThat(office.entry(id(entry)).phase()).isInstanceOf(Phase.Approved.class);
    }

    @Test
    void an_unknown_request_is_not_found_and_an_absent_ledger_is_unavailable() {
        var nobody = new RequestId("rzzzzzzzzzzzz");
        assertThat(approvals.deny(nobody, REVIEWER, "no")).isEqualTo(new Reviewed.NotFound());
        office.ledger.stopAnswering();
        assertThat(approvals.stop(nobody, REVIEWER, Office.CHANNEL))
                .isEqualTo(new Reviewed.Unavailable("the store is away"));
    }

    @Test
    void a_write_that_the_ledger_does_not_answer_is_unavailable() {
        var entry = office.pending();
        office.ledger.beforeNextApply(office.ledger::stopAnswering);
        assertThat(office.approve(entry, REVIEWER)).isEqualTo(new Reviewed.Unavailable("the store is away"));
    }

    @Test
    void nothing_stands_against_a_member_whom_the_policy_still_allows() {
        assertThat(approvals.objection(office.pending().request(), List.of(), target()))
                .isEmpty();
    }

    @Test
    void a_requester_who_may_not_take_part_is_objected_to() {
        var request = office.pending().request();
        office.directory.knows(REQUESTER, new Standing.Barred("guests may not ask"));
        assertThat(approvals.objection(request, List.of(), target()))
                .contains(objection("It was not started, because guests may not ask."));
        office.directory.knows(REQUESTER, new Standing.Unverifiable("timeout"));
        assertThat(approvals.objection(request, List.of(), target()))
                .hasValueSatisfying(failure -> assertThat(failure.explanation()).contains("timeout", "Ask again"));
    }

    @Test
    void a_target_that_is_no_longer_configured_is_an_objection() {
        assertThat(office.approvals(List.of()).objection(office.pending().request(), List.of(), target()))
                .contains(objection("target `web` is no longer configured"));
    }

    @Test
    void a_policy_that_says_no_to_the_container_that_was_found_is_an_objection() {
        var request = office.pending().request();
        office.rule(Office.rules(2, "wanted", "containers: [app]"));
        assertThat(approvals.objection(request, List.of(), target())).isEmpty();
        assertThat(approvals.objection(request, List.of(), sidecar())).hasValueSatisfying(failure -> {
            assertThat(failure.kind()).isEqualTo(StartFailure.Kind.NOT_ELIGIBLE);
            assertThat(failure.explanation()).contains("does not allow");
        });
    }

    private LedgerEntry running() {
        var entry = office.pending();
        accepted(office.approve(entry, REVIEWER));
        accepted(office.approve(entry, OTHER_REVIEWER));
        office.journal.record(id(entry), new Event.ClaimTaken("token", NOON));
        office.journal.record(id(entry), new Event.SessionOpened("token", target(), "session", NOON));
        return office.entry(id(entry));
    }

    private static StartFailure objection(String explanation) {
        return new StartFailure(StartFailure.Kind.NOT_ELIGIBLE, explanation);
    }

    private static Target sidecar() {
        var t = target();
        return new Target(
                t.alias(),
                t.account(),
                t.region(),
                t.cluster(),
                t.service(),
                t.taskDefinition(),
                "sidecar",
                t.imageDigest(),
                t.task(),
                t.runtimeId());
    }

    private static RequestId id(LedgerEntry entry) {
        return entry.request().id();
    }

    private static LedgerEntry accepted(Reviewed reviewed) {
        assertThat(reviewed).isInstanceOf(Reviewed.Accepted.class);
        return ((Reviewed.Accepted) reviewed).now();
    }

    private static Refusal why(Reviewed reviewed) {
        assertThat(reviewed).isInstanceOf(Reviewed.Refused.class);
        return ((Reviewed.Refused) reviewed).why();
    }
}

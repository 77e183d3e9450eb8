package sallyport.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.REVIEWER;
import static sallyport.request.Examples.target;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.audit.LedgerEntry;
import sallyport.request.Event;
import sallyport.request.Examples;
import sallyport.request.Phase;
import sallyport.request.StartFailure;

/** What becomes of a request when the policy changes under it. */
class RedecisionTest {
    private static final String ASKED = Office.rules(2, "wanted");
    private static final String CLOSED = "version: 1\ndenies:\n  - id: closed\n    targets: [web]\n";

    private final Office office = new Office();
    private final Approvals approvals = office.approvals;

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '¦', textBlock = """
            expires: 20m ¦ expires: 19m ¦ it may wait 19 min for approval, not 20 min
            start_within: 5m ¦ start_within: 90s ¦ it has to start within 90 s of its approval, not 5 min
            deadline: 90s ¦ deadline: 1m ¦ it may run 1 min, not 90 s
            exit_code: wanted ¦ exit_code: required ¦ it has to report an exit code
            exit_code: wanted ¦ exit_code: none ¦ it runs without a shell that reports an exit code
            count: 2 ¦ count: 3 ¦ it needs the approval of 3 of ops
            group: ops, count: 2 ¦ group: security ¦ it needs the approval of 1 of security
            expires: 20m ¦ require: { reason: true } ¦ it needs a reason, and none was given
            """)
    void a_stricter_term_voids_what_is_approved_and_what_waits_and_says_which(
            String term, String stricter, String says) {
        var waiting = office.pending();
        var approved = office.approved();
        office.rule(ASKED.replace(term, stricter));
        assertThat(atTheStart(approved))
                .contains("the policy changed since it was asked. By rule `web-migrations` now " + says);
        assertThat(approvals.reconsider()).isTrue();
        for (var entry : List.of(waiting, approved)) {
            assertThat(changed(entry)).endsWith("now " + says);
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '¦', textBlock = """
            expires: 20m ¦ expires: 21m
            start_within: 5m ¦ start_within: 6m
            deadline: 90s ¦ deadline: 2m
            count: 2 ¦ count: 1
            id: web-migrations ¦ id: another-name
            version: 1 ¦ version: 1 # reviewed
            effect: write ¦ effect: read
            """)
    void what_stays_as_it_was_or_becomes_easier_voids_nothing(String term, String easier) {
        var waiting = office.pending();
        var approved = office.approved();
        office.rule(ASKED.replace(term, easier));
        assertThat(atTheStart(approved)).isEmpty();
        assertThat(approvals.reconsider()).isTrue();
        assertThat(office.entry(waiting.request().id())).isEqualTo(waiting);
        assertThat(office.entry(approved.request().id())).isEqualTo(approved);
        assertThat(office.approve(waiting, REVIEWER)).isInstanceOf(Reviewed.Accepted.class);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '¦', textBlock = """
            bind: revision ¦ bind: task ¦ an approval is bound to the task that was shown
            bind: revision ¦ require: { ticket: "OPS-[0-9]+" } ¦ it needs a ticket, and none was given
            bind: revision ¦ concurrency: 3 ¦ 3 of rule `web-migrations` may run at once
            concurrency: 3 ¦ concurrency: 2 ¦ 2 of rule `web-migrations` may run at once
            confirm: none ¦ confirm: review ¦ who agrees has to review it first
            escalate: { to: leads, after: 5m } ¦ bind: revision ¦ `leads` does not stand in after 5 min
            escalate: { to: leads, after: 5m } ¦ escalate: { to: leads, after: 6m } ¦ `leads` does not stand in after 5 min
            escalate: { to: leads, after: 5m } ¦ escalate: { to: security, after: 5m } ¦ `leads` does not stand in after 5 min
            """)
    void a_term_of_the_review_that_became_stricter_voids_too(String term, String stricter, String says) {
        office.rule(Office.rules(2, "wanted", term));
        var waiting = office.pending();
        office.rule(Office.rules(2, "wanted", stricter));
        approvals.reconsider();
        assertThat(changed(waiting)).endsWith("now " + says);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '¦', textBlock = """
            confirm: review ¦ confirm: none
            concurrency: 2 ¦ concurrency: 3
            concurrency: 2 ¦ bind: revision
            concurrency: 2 ¦ concurrency: 2 # as before
            bind: task ¦ bind: revision
            bind: task ¦ bind: task # as before
            escalate: { to: leads, after: 5m } ¦ escalate: { to: leads, after: 5m } # as before
            bind: revision ¦ escalate: { to: leads, after: 5m }
            escalate: { to: leads, after: 5m } ¦ escalate: { to: leads, after: 4m }
            fan_out: 3 ¦ bind: revision
            """)
    void one_that_became_easier_does_not(String term, String easier) {
        office.rule(Office.rules(2, "wanted", term));
        var waiting = office.pending();
        office.rule(Office.rules(2, "wanted", easier));
        approvals.reconsider();
        assertThat(office.entry(waiting.request().id())).isEqualTo(waiting);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '¦', textBlock = """
            fan_out: 2 ¦ it may run on 2 tasks, not 3
            bind: revision ¦ it may run on one task, not 3
            """)
    void what_was_asked_for_all_tasks_is_void_when_it_may_run_on_fewer(String term, String says) {
        office.rule(Office.rules(2, "wanted", "fan_out: 3"));
        var waiting = office.pending(true);
        office.rule(Office.rules(2, "wanted", term));
        approvals.reconsider();
        assertThat(changed(waiting)).endsWith("now " + says);
    }

    @Test
    void what_was_asked_for_all_tasks_goes_on_when_it_may_run_on_as_many_or_more() {
        office.rule(Office.rules(2, "wanted", "fan_out: 3"));
        var waiting = office.pending(true);
        office.rule(Office.rules(2, "wanted", "fan_out: 4"));
        approvals.reconsider();
        assertThat(office.entry(waiting.request().id())).isEqualTo(waiting);
    }

    @Test
    void output_for_the_requester_alone_is_stricter_than_for_all() {
        var waiting = office.pending();
        office.rule(ASKED.replace("deadline: 90s", "deadline: 90s\n    audience: requester"));
        approvals.reconsider();
        assertThat(changed(waiting)).endsWith("now only the requester sees what it prints");
    }

    @Test
    void less_output_is_stricter_and_as_much_is_not() {
        var waiting = office.pending();
        office.rule(ASKED.replace("deadline: 90s", "deadline: 90s\n    max_output: 64MiB"));
        approvals.reconsider();
        assertThat(office.entry(waiting.request().id())).isEqualTo(waiting);
        office.rule(ASKED.replace("deadline: 90s", "deadline: 90s\n    max_output: 4KiB"));
        approvals.reconsider();
        assertThat(changed(waiting)).endsWith("now it may print 4096 bytes, not 67108864");
    }

    @Test
    void what_the_new_policy_denies_is_void() {
        var waiting = office.pending();
        var approved = office.approved();
        office.rule(CLOSED);
        assertThat(atTheStart(approved))
                .hasValueSatisfying(says -> assertThat(says).startsWith("the policy does not allow it: `bin/rails"));
        approvals.reconsider();
        assertThat(changed(waiting)).contains("rule closed");
        assertThat(changed(approved)).contains("rule closed");
    }

    @Test
    void several_stricter_terms_are_all_named() {
        var entry = office.pending();
        office.rule(ASKED.replace("deadline: 90s", "deadline: 30s").replace("count: 2", "count: 3"));
        approvals.reconsider();
        assertThat(changed(entry)).endsWith("now it needs the approval of 3 of ops; it may run 30 s, not 90 s");
    }

    @Test
    void a_reason_that_was_given_is_not_asked_for_again() {
        var submission = office.submission(Examples.REQUESTER, Office.MIGRATIONS, Optional.of("nightly job is red"));
        var id = ((Submitted.Stored) approvals.submit(submission))
                .entry()
                .request()
                .id();
        office.journal.record(id, new Event.TargetResolved(target(), Examples.NOON));
        office.rule(Office.rules(2, "wanted", "require: { reason: true }"));
        approvals.reconsider();
        assertThat(office.entry(id).phase()).isInstanceOf(Phase.Pending.class);
    }

    @Test
    void approvals_that_were_given_count_for_a_new_quorum_that_they_meet() {
        var approved = office.approved();
        office.rule(ASKED.replace("[{ group: ops, count: 2 }]", "[{ group: ops }, { group: leads }]"));
        assertThat(atTheStart(approved)).isEmpty();
        office.rule(ASKED.replace("[{ group: ops, count: 2 }]", "[{ group: leads, count: 2 }]"));
        assertThat(atTheStart(approved))
                .hasValueSatisfying(says -> assertThat(says).endsWith("it needs the approval of 2 of leads"));
        office.rule(ASKED.replace("[{ group: ops, count: 2 }]", "[{ group: leads }, { group: security }]"));
        assertThat(atTheStart(approved))
                .hasValueSatisfying(
                        says -> assertThat(says).endsWith("it needs the approval of 1 of leads and 1 of security"));
    }

    @Test
    void what_waits_for_people_of_another_group_is_void_though_nobody_agreed_yet() {
        var entry = office.pending();
        office.rule(ASKED.replace("group: ops, count: 2", "group: leads"));
        approvals.reconsider();
        assertThat(changed(entry)).endsWith("it needs the approval of 1 of leads");
    }

    @Test
    void a_request_that_needed_nobody_is_void_when_somebody_has_to_agree() {
        var asked = ASKED.replace("approval: { all_of: [{ group: ops, count: 2 }] }", "approval: none");
        office.rule(asked);
        var approved = office.pending();
        assertThat(approved.phase()).isInstanceOf(Phase.Approved.class);
        assertThat(atTheStart(approved)).isEmpty();
        office.rule(ASKED);
        assertThat(atTheStart(approved))
                .hasValueSatisfying(says -> assertThat(says).endsWith("it needs the approval of 2 of ops"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wanted", "none"})
    void a_request_without_exit_code_goes_on_where_none_is_required(String now) {
        office.rule(Office.rules(2, "none"));
        var entry = office.pending();
        office.rule(Office.rules(2, now));
        approvals.reconsider();
        assertThat(office.entry(entry.request().id())).isEqualTo(entry);
        office.rule(Office.rules(2, "required"));
        approvals.reconsider();
        assertThat(changed(entry)).endsWith("it has to report an exit code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wanted", "required"})
    void a_request_that_requires_an_exit_code_goes_on_where_one_is_asked_for(String now) {
        office.rule(Office.rules(2, "required"));
        var entry = office.pending();
        office.rule(Office.rules(2, now));
        approvals.reconsider();
        assertThat(office.entry(entry.request().id())).isEqualTo(entry);
    }

    @Test
    void what_has_started_or_ended_is_left_alone() {
        var entry = office.approved();
        office.journal.record(entry.request().id(), new Event.ClaimTaken("token", Examples.NOON));
        var starting = office.entry(entry.request().id());
        office.rule(CLOSED);
        assertThat(approvals.reconsider()).isTrue();
        assertThat(office.entry(entry.request().id())).isEqualTo(starting);
    }

    @Test
    void a_ledger_that_is_away_before_or_meanwhile_is_asked_again() {
        var entry = office.pending();
        office.rule(CLOSED);
        office.ledger.stopAnswering();
        assertThat(approvals.reconsider()).isFalse();
        office.ledger.answerAgain();
        office.ledger.beforeNextApply(office.ledger::stopAnswering);
        assertThat(approvals.reconsider()).isFalse();
        office.ledger.answerAgain();
        assertThat(approvals.reconsider()).isTrue();
        assertThat(changed(entry)).contains("closed");
    }

    private Optional<String> atTheStart(LedgerEntry entry) {
        assertThat(entry.phase()).isInstanceOf(Phase.Approved.class);
        return approvals
                .objection(entry.request(), ((Phase.Approved) entry.phase()).approvals(), target())
                .map(StartFailure::explanation);
    }

    private String changed(LedgerEntry entry) {
        var phase = office.entry(entry.request().id()).phase();
        assertThat(phase).isInstanceOf(Phase.Stale.class);
        return ((Phase.Stale) phase).changed();
    }
}

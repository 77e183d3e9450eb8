package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.OTHER_REVIEWER;
import static sallyport.request.Examples.REVIEWER;
import static sallyport.request.Examples.REVIEWERS;
import static sallyport.request.Examples.digest;
import static sallyport.request.Examples.request;
import static sallyport.request.Examples.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Quorum;
import sallyport.request.Refusal;
import sallyport.request.RequestId;

class JournalTest {
    private static final RequestId ID = request().id();
    private final MemoryLedger ledger = new MemoryLedger();
    private final Journal journal = new Journal(ledger);
    private final List<LedgerEntry> heard = new ArrayList<>();

    @Test
    void a_new_request_is_received_and_its_first_event_says_so() {
        var filed = journal.file(request(), "mark");
        assertThat(filed).isInstanceOfSatisfying(Filed.Stored.class, stored -> {
            assertThat(stored.entry().phase()).isEqualTo(new Phase.Received());
            assertThat(ledger.find(ID)).contains(stored.entry());
        });
        assertThat(ledger.events(ID)).extracting(AuditEvent::type).containsExactly("request.created");
    }

    @Test
    void a_repeated_command_is_answered_with_the_request_it_made() {
        journal.file(request(), "mark");
        var repeat = request(new RequestId("rzzzzzzzzzzzz"));
        assertThat(journal.file(repeat, "mark")).isEqualTo(new Filed.Repeated(ID));
        assertThat(ledger.find(repeat.id())).isEmpty();
    }

    @Test
    void an_id_drawn_twice_is_a_bug_and_not_an_answer() {
        journal.file(request(), "mark");
        assertThatThrownBy(() -> journal.file(request(), "other")).hasMessageContaining(ID.value());
    }

    @Test
    void an_event_that_moves_the_request_becomes_the_next_link_of_its_chain() {
        journal.file(request(), "mark");
        var recorded = journal.record(ID, resolved());
        var pending = new Phase.Pending(target(), digest(), List.of());
        assertThat(recorded).isInstanceOfSatisfying(Recorded.Moved.class, moved -> {
            assertThat(moved.from()).isEqualTo(new Phase.Received());
            assertThat(moved.now().phase()).isEqualTo(pending);
            assertThat(ledger.find(ID)).contains(moved.now());
        });
        var events = ledger.events(ID);
        assertThat(events).extracting(AuditEvent::type).containsExactly("request.created", "request.resolved");
        assertThat(events.getLast().previous()).isEqualTo(events.getFirst().hash());
    }

    @Test
    void an_event_that_changes_nothing_writes_nothing_and_tells_nobody() {
        journal.file(request(), "mark");
        journal.observe(heard::add);
        assertThat(journal.record(ID, approvedBy(REVIEWER)))
                .isEqualTo(new Recorded.Refused(ledger.find(ID).orElseThrow(), Refusal.NOT_PENDING));
        assertThat(ledger.events(ID)).hasSize(1);
        assertThat(heard).isEmpty();
    }

    @Test
    void an_unknown_request_is_not_found() {
        assertThat(journal.record(ID, resolved())).isEqualTo(new Recorded.NotFound(ID));
    }

    @Test
    void who_comes_second_is_judged_by_what_the_first_left() {
        pending();
        ledger.beforeNextApply(() -> journal.record(ID, approvedBy(REVIEWER)));
        var recorded = journal.record(ID, approvedBy(OTHER_REVIEWER));
        assertThat(recorded).isInstanceOfSatisfying(Recorded.Moved.class, moved -> {
            assertThat(moved.from()).isInstanceOf(Phase.Pending.class);
            assertThat(moved.now().phase()).isInstanceOf(Phase.Approved.class);
        });
        assertThat(ledger.events(ID)).extracting(AuditEvent::type).endsWith("approval.added", "approval.completed");
    }

    @Test
    void of_two_claims_the_second_is_refused_by_the_first() {
        journal.file(request(ID, Quorum.none(), NOON), "mark");
        journal.record(ID, resolved());
        ledger.beforeNextApply(() -> journal.record(ID, new Event.ClaimTaken("first", NOON)));
        var second = journal.record(ID, new Event.ClaimTaken("second", NOON));
        assertThat(second).isEqualTo(new Recorded.Refused(ledger.find(ID).orElseThrow(), Refusal.NOT_APPROVED));
        assertThat(((Recorded.Refused) second).entry().phase())
                .isInstanceOfSatisfying(
                        Phase.Starting.class, s -> assertThat(s.token()).isEqualTo("first"));
    }

    @Test
    void a_ledger_that_does_not_answer_is_an_answer() {
        pending();
        journal.observe(heard::add);
        ledger.stopAnswering();
        assertThat(journal.file(request(), "other")).isEqualTo(new Filed.Unavailable("the store is away"));
        assertThat(journal.record(ID, approvedBy(REVIEWER))).isEqualTo(new Recorded.Unavailable("the store is away"));
        ledger.answerAgain();
        ledger.beforeNextApply(ledger::stopAnswering);
        assertThat(journal.record(ID, approvedBy(REVIEWER))).isEqualTo(new Recorded.Unavailable("the store is away"));
        assertThat(heard).isEmpty();
    }

    @Test
    void a_request_whose_answers_were_lost_is_found_stored_once() {
        ledger.loseAnswers(2);
        journal.observe(heard::add);
        assertThat(journal.file(request(), "mark"))
                .isEqualTo(new Filed.Stored(ledger.find(ID).orElseThrow()));
        assertThat(ledger.events(ID)).hasSize(1);
        assertThat(heard).hasSize(1);
    }

    @Test
    void a_request_is_tried_three_times_and_no_more() {
        ledger.loseAnswers(3);
        assertThat(journal.file(request(), "mark")).isEqualTo(new Filed.Unavailable("the answer was lost"));
        assertThat(ledger.writes()).isEqualTo(3);
        assertThat(journal.file(request(), "mark")).isInstanceOf(Filed.Stored.class);
    }

    @Test
    void a_command_whose_first_request_is_not_found_again_is_answered_as_repeated() {
        ledger.loseAnswers(1);
        var other = request(new RequestId("rzzzzzzzzzzzz"));
        journal.file(other, "mark");
        assertThat(journal.file(request(), "mark")).isEqualTo(new Filed.Repeated(other.id()));
    }

    @Test
    void a_transition_whose_answers_were_lost_is_found_as_its_own_event() {
        journal.file(request(ID, Quorum.none(), NOON), "mark");
        journal.record(ID, resolved());
        ledger.loseAnswers(2);
        journal.observe(heard::add);
        var claimed = journal.record(ID, new Event.ClaimTaken("token", NOON));
        assertThat(claimed)
                .isInstanceOfSatisfying(
                        Recorded.Moved.class,
                        moved -> assertThat(moved.now())
                                .isEqualTo(ledger.find(ID).orElseThrow()));
        assertThat(ledger.events(ID)).extracting(AuditEvent::type).endsWith("request.allowed", "run.claimed");
        assertThat(heard).hasSize(1);
    }

    @Test
    void a_transition_is_tried_three_times_and_no_more() {
        pending();
        int before = ledger.writes();
        ledger.loseAnswers(3);
        assertThat(journal.record(ID, approvedBy(REVIEWER))).isEqualTo(new Recorded.Unavailable("the answer was lost"));
        assertThat(ledger.writes() - before).isEqualTo(3);
        assertThat(ledger.events(ID)).extracting(AuditEvent::type).endsWith("request.resolved", "approval.added");
    }

    @Test
    void a_claim_while_starts_are_frozen_is_refused_and_writes_nothing() {
        journal.file(request(ID, Quorum.none(), NOON), "mark");
        journal.record(ID, resolved());
        new InstallationJournal(ledger).freeze(Actor.human(REVIEWER), "incident", NOON);
        assertThat(journal.record(ID, new Event.ClaimTaken("token", NOON)))
                .isEqualTo(new Recorded.Refused(ledger.find(ID).orElseThrow(), Refusal.FROZEN));
        assertThat(ledger.events(ID)).hasSize(2);
    }

    @Test
    void every_observer_hears_what_was_written_after_it_was() {
        List<LedgerEntry> stored = new ArrayList<>();
        journal.observe(heard::add);
        journal.observe(entry -> stored.add(ledger.find(entry.request().id()).orElseThrow()));
        pending();
        assertThat(heard).extracting(LedgerEntry::version).containsExactly(0L, 1L);
        assertThat(stored).isEqualTo(heard);
    }

    private void pending() {
        journal.file(request(), "mark");
        journal.record(ID, resolved());
    }

    private static Event resolved() {
        return new Event.TargetResolved(target(), NOON);
    }

    private static Event approvedBy(Person person) {
        return new Event.ApprovalGiven(person, Set.of(REVIEWERS), digest(), NOON.plusSeconds(1));
    }
}

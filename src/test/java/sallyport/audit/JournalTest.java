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

package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sallyport.audit.InstallationJournal;
import sallyport.audit.InstallationJournal.ToldNotice;
import sallyport.policy.Groups;
import sallyport.request.Event;
import sallyport.request.Examples;
import sallyport.request.Phase;

class EscalationNoticesTest {
    private static final Instant DUE = Requests.NOW.plusSeconds(600);
    private static final ToldNotice CALL = new ToldNotice(Requests.ID, "escalation");

    private final Office office = new Office();
    private final InstallationJournal installation = new InstallationJournal(office.ledger);
    private final EscalationNotices notices = replica("here", office.clock);

    private EscalationNotices replica(String name, InstantSource clock) {
        return new EscalationNotices(
                office.slack,
                office.ledger,
                office.journal,
                installation,
                new Groups(Map.of("leads", Set.of(Requests.SAM, Office.ADA, Requests.ROBIN)))::members,
                name,
                clock);
    }

    @BeforeEach
    void ask() {
        office.pending(Requests.request(Examples.escalating("leads", 10)));
    }

    @AfterEach
    void close() {
        notices.close();
        office.close();
    }

    private void timePasses(Instant to) {
        office.journal.record(Requests.ID, new Event.TimePassed(to));
    }

    private String card() {
        return Requests.json(Cards.card(Story.read(office.ledger, office.entry(Requests.ID), Requests.NOW))
                .blocks());
    }

    private List<StubSlack.Call> calls() {
        return office.stub.calls("chat.postMessage");
    }

    private void awaitNoted() {
        await().until(() -> installation.isTold(CALL));
    }

    @Test
    void those_who_may_stand_in_are_called_in_the_thread_once_but_not_the_requester() {
        notices.start();
        timePasses(DUE.minusMillis(1));
        assertThat(card()).contains("From \\u003c!date").contains("`leads` may agree as well");
        timePasses(DUE);
        awaitNoted();
        var notice = calls().getFirst();
        assertThat(notice.value("thread_ts")).isEqualTo(Office.CARD.ts());
        assertThat(notice.blocks().toString())
                .contains("for 10 min", "`leads`", "<@U0ADA>, <@U0SAM>")
                .doesNotContain("U0ROBIN");
        assertThat(card()).doesNotContain("From \\u003c!date").contains("`leads` may agree as well");
        timePasses(DUE.plusSeconds(2));
        var digest = ((Phase.Pending) office.entry(Requests.ID).phase()).digest();
        office.journal.record(
                Requests.ID, new Event.ApprovalGiven(Requests.SAM, Set.of("leads"), digest, DUE.plusSeconds(3)));
        assertThat(office.entry(Requests.ID).phase()).isInstanceOf(Phase.Approved.class);
        assertThat(calls()).hasSize(1);
    }

    @Test
    void slack_that_is_too_busy_is_asked_again() {
        notices.start();
        office.stub.tooFast("chat.postMessage", Duration.ofSeconds(1));
        timePasses(DUE);
        awaitNoted();
        assertThat(calls()).hasSize(2);
    }

    @Test
    void slack_that_did_not_answer_is_asked_again_lest_nobody_was_called() {
        notices.start();
        office.stub.breakDown("chat.postMessage");
        timePasses(DUE);
        awaitNoted();
        assertThat(calls()).hasSize(2);
    }

    @Test
    void slack_that_refuses_for_good_is_asked_once_by_a_process() {
        notices.start();
        office.stub.fail("chat.postMessage", "channel_not_found");
        timePasses(DUE);
        await().until(() -> calls().size() == 1);
        notices.close();
        assertThat(installation.isTold(CALL)).isFalse();
    }

    /** The journal of the one that dies has no observer, just as one that is killed right behind its write. */
    @Test
    void a_replica_that_dies_between_record_and_post_leaves_the_call_to_the_next_one() {
        timePasses(DUE);
        assertThat(calls()).isEmpty();
        notices.start();
        awaitNoted();
        assertThat(calls())
                .singleElement()
                .satisfies(call -> assertThat(call.blocks().toString()).contains("<@U0ADA>, <@U0SAM>"));
    }

    @Test
    void one_that_dies_in_its_turn_delays_the_call_and_no_more() {
        office.ledger.lease("notice/escalation/" + Requests.ID, "dead", Requests.NOW, OnceTold.TURN);
        timePasses(DUE);
        try (var waiting = replica("waiting", office.clock);
                var later = replica("later", InstantSource.fixed(Requests.NOW.plus(OnceTold.TURN)))) {
            waiting.start();
            later.start();
            awaitNoted();
        }
        assertThat(calls()).hasSize(1);
    }

    @Test
    void what_was_told_is_not_told_again_by_another_replica_or_after_a_restart() {
        notices.start();
        try (var another = replica("there", office.clock)) {
            another.start();
            timePasses(DUE);
            awaitNoted();
        }
        try (var again = replica("here-again", office.clock)) {
            again.sweep();
        }
        assertThat(calls()).hasSize(1);
    }

    @Test
    void nobody_is_called_for_what_waits_no_more() {
        timePasses(DUE);
        var digest = ((Phase.Pending) office.entry(Requests.ID).phase()).digest();
        office.journal.record(
                Requests.ID, new Event.ApprovalGiven(Requests.SAM, Set.of("leads"), digest, DUE.plusSeconds(3)));
        notices.sweep();
        notices.close();
        assertThat(calls()).isEmpty();
        assertThat(installation.isTold(CALL)).isFalse();
    }
}

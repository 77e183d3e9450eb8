package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sallyport.policy.Groups;
import sallyport.request.Event;
import sallyport.request.Examples;
import sallyport.request.Phase;

class EscalationNoticesTest {
    private static final Instant DUE = Requests.NOW.plusSeconds(600);

    private final Office office = new Office();
    private final EscalationNotices notices = new EscalationNotices(
            office.slack,
            office.ledger,
            office.journal,
            new Groups(Map.of("leads", Set.of(Requests.SAM, Office.ADA, Requests.ROBIN)))::members);

    @BeforeEach
    void start() {
        office.pending(Requests.request(Examples.escalating("leads", 10)));
        notices.start();
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

    @Test
    void those_who_may_stand_in_are_called_in_the_thread_once_but_not_the_requester() {
        timePasses(DUE.minusMillis(1));
        assertThat(card()).contains("From \\u003c!date").contains("`leads` may agree as well");
        timePasses(DUE);
        await().until(() -> !office.stub.calls("chat.postMessage").isEmpty());
        var notice = office.stub.calls("chat.postMessage").getFirst();
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
        assertThat(office.stub.calls("chat.postMessage")).hasSize(1);
    }

    @Test
    void slack_that_is_too_busy_is_asked_again() {
        office.stub.tooFast("chat.postMessage", Duration.ofSeconds(1));
        timePasses(DUE);
        await().until(() -> office.stub.calls("chat.postMessage").size() == 2);
    }

    @Test
    void slack_that_may_have_posted_it_is_not_asked_again() {
        office.stub.breakDown("chat.postMessage");
        timePasses(DUE);
        await().until(() -> office.stub.calls("chat.postMessage").size() == 1);
    }
}

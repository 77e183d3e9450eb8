package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import sallyport.audit.AuditEvent;
import sallyport.audit.ChainHead;
import sallyport.audit.InstallationJournal;
import sallyport.audit.LedgerEntry;
import sallyport.audit.Pulse;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.ExitStatus;
import sallyport.request.MessageRef;
import sallyport.request.Phase;
import sallyport.request.RequestId;
import sallyport.request.StartFailure;
import sallyport.run.Resolution;

class CardKeeperTest {
    private static final RequestId ID = Requests.ID;

    private final Office office = new Office();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(CardKeeper.class);

    @BeforeEach
    void listen() {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        office.close();
    }

    @Test
    void a_new_request_gets_a_card_that_is_remembered_and_then_edited() {
        office.keeper.start();
        office.journal.file(Requests.request("uname", "-a"), "mark");
        await().until(() -> office.entry(ID).card().isPresent());
        assertThat(office.entry(ID).card()).contains(new MessageRef(Requests.CHANNEL, "1700000000.000001"));

        office.journal.record(ID, new Event.TargetResolved(Requests.TARGET, Requests.NOW));
        await().until(() -> lastUpdate().contains("Waiting for approval"));
        assertThat(office.stub.calls("chat.postMessage")).hasSize(1);
    }

    @Test
    void a_card_left_by_an_earlier_process_is_brought_up_to_date_at_the_start() {
        office.pending();
        office.keeper.start();
        await().until(() -> lastUpdate().contains("Waiting for approval"));
        assertThat(office.stub.calls("chat.update").getFirst().value("ts")).isEqualTo(Office.CARD.ts());
        assertThat(office.stub.calls("chat.postMessage")).isEmpty();
    }

    @Test
    void a_sweep_looks_at_all_that_moves_and_at_a_few_that_only_wait() {
        var waits = entry(new Phase.Received(), Optional.of(Office.CARD));
        var many = Collections.nCopies(3 * CardKeeper.LEISURELY, waits);
        assertThat(CardKeeper.due(many, _ -> CardKeeper.Seen.NEVER)).hasSize(CardKeeper.LEISURELY);
        assertThat(CardKeeper.due(many, _ -> CardKeeper.Seen.EARLIER)).hasSize(many.size());
        assertThat(CardKeeper.due(many, _ -> CardKeeper.Seen.AS_IT_IS)).isEmpty();
        var lost = Collections.nCopies(3 * CardKeeper.LEISURELY, entry(new Phase.Received(), Optional.empty()));
        assertThat(CardKeeper.due(lost, _ -> CardKeeper.Seen.NEVER)).hasSize(lost.size());
        var ended = entry(new Phase.Expired(Requests.NOW), Optional.of(Office.CARD));
        assertThat(CardKeeper.due(List.of(waits, ended), _ -> CardKeeper.Seen.AS_IT_IS))
                .containsExactly(ended);
        var both = new ArrayList<>(many);
        both.add(ended);
        assertThat(CardKeeper.due(both, _ -> CardKeeper.Seen.NEVER))
                .hasSize(1 + CardKeeper.LEISURELY)
                .startsWith(ended);
    }

    private static LedgerEntry entry(Phase phase, Optional<MessageRef> card) {
        return new LedgerEntry(Requests.request("uname"), phase, 3, new ChainHead(3, ""), card, false, Pulse.NONE);
    }

    @Test
    void a_card_is_posted_after_slack_was_too_busy_and_then_broken() {
        office.stub.tooFast("chat.postMessage", Duration.ofSeconds(1));
        office.stub.breakDown("chat.postMessage");
        office.keeper.start();
        office.journal.file(Requests.request("uname", "-a"), "mark");
        await().until(() -> office.entry(ID).card().isPresent());
        assertThat(office.stub.calls("chat.postMessage")).hasSize(3);
    }

    @Test
    void an_end_is_shown_on_the_card_and_told_in_the_thread_before_it_counts_as_shown() {
        office.pending();
        office.keeper.start();
        office.journal.record(ID, new Event.DenialGiven(Requests.ALEX, true, "not now", Requests.NOW));
        await().until(() -> office.entry(ID).endShown());
        assertThat(lastUpdate()).contains("Denied").doesNotContain("request.approve");
        assertThat(office.stub.calls("chat.postMessage").getLast().value("thread_ts"))
                .isEqualTo(Office.CARD.ts());
    }

    @Test
    void an_end_that_an_earlier_process_did_not_show_is_shown_at_the_start() {
        office.running();
        office.journal.record(
                ID, new Event.SightLost("token", "Sallyport stopped.", true, Requests.NOW.minusSeconds(60)));
        office.keeper.start();
        await().until(() -> office.entry(ID).endShown());
        assertThat(office.stub.calls("chat.postMessage").getLast().blocks().toString())
                .contains("<@U0ROBIN>", "Lost sight of it");
    }

    @Test
    void where_the_card_cannot_be_posted_the_request_is_called_off() {
        office.stub.fail("chat.postMessage", "not_in_channel");
        office.stub.fail("chat.postMessage", "not_in_channel");
        office.keeper.start();
        office.journal.file(Requests.request("uname", "-a"), "mark");
        await().until(() -> office.entry(ID).endShown());
        assertThat(office.entry(ID).phase()).isInstanceOf(Phase.Cancelled.class);
    }

    @Test
    void a_command_that_runs_is_not_ended_because_its_card_was_deleted() {
        office.running();
        office.stub.fail("chat.update", "message_not_found");
        office.keeper.start();
        await().until(() -> !office.stub.calls("chat.update").isEmpty());
        office.end(ID, new Phase.Done(new ExitStatus.Exited(0), Requests.NOW.minusSeconds(60)));
        await().until(() -> office.entry(ID).endShown());
        assertThat(office.ledger.events(ID)).extracting(AuditEvent::type).doesNotContain("revoke.asked");
    }

    @Test
    void what_can_be_seen_instead_follows_when_containers_cannot_be_reached_into() {
        office.journal.file(Requests.request("uname", "-a"), "mark");
        office.ledger.cardPosted(ID, Office.CARD);
        office.journal.record(
                ID,
                new Event.StartRefused(
                        new StartFailure(StartFailure.Kind.EXEC_UNAVAILABLE, "ECS Exec is not enabled."),
                        Actor.component("resolver"),
                        Requests.NOW));
        office.keeper.start();
        await().until(() -> office.stub.calls("chat.postMessage").size() == 4);
        var replies = office.stub.calls("chat.postMessage").stream()
                .map(call -> call.blocks().toString())
                .toList();
        assertThat(replies.get(0)).contains("Not started", "ECS Exec is not enabled.");
        assertThat(replies.get(1)).contains("is not known", "AWS was not asked.");
        assertThat(replies.get(2)).contains("prod/api-web", "1 of 1 running");
        assertThat(replies.get(3))
                .contains("[001122] 12:00:00 GET / password=[redacted:")
                .doesNotContain("hunter22", "\\u001b");
    }

    @Test
    void the_card_says_that_an_exec_agent_is_waited_for_and_what_comes_after() {
        office.keeper.start();
        office.journal.file(Requests.request("uname", "-a"), "mark");
        await().until(() -> office.entry(ID).card().isPresent());

        var failure = new StartFailure(StartFailure.Kind.EXEC_UNAVAILABLE, "It is still starting.");
        office.agents.begin(ID, new Resolution.AgentStarting("app", "0011", failure));
        await().until(() -> lastUpdate()
                .contains("*Waiting* for the exec agent of container `app` in task `0011`, which is starting"));

        office.agents.over(ID);
        await().until(() -> lastUpdate().contains("*Looking up* where this would run"));
    }

    @Test
    void while_another_replica_has_the_turn_nothing_is_posted_and_what_changed_here_is_shown_after_it() {
        another("card/" + ID);
        office.keeper.start();
        office.journal.file(Requests.request("uname", "-a"), "mark");
        office.ledger.cardPosted(ID, Office.CARD);
        office.journal.record(ID, new Event.TargetResolved(Requests.TARGET, Requests.NOW));
        assertThat(office.stub.methods()).isEmpty();

        office.ledger.release("card/" + ID, "another");

        await().until(() -> lastUpdate().contains("Waiting for approval"));
        assertThat(office.stub.calls("chat.update").getFirst().value("ts")).isEqualTo(Office.CARD.ts());
        assertThat(office.stub.calls("chat.postMessage")).isEmpty();
    }

    @Test
    void a_card_that_the_ledger_did_not_take_is_not_posted_again() {
        office.stub.meanwhile("chat.postMessage", office.ledger::stopAnswering);
        office.keeper.start();
        office.journal.file(Requests.request("uname", "-a"), "mark");
        await().until(() -> log.list.stream().anyMatch(line -> line.getMessage().startsWith("card.waits")));
        office.ledger.answerAgain();
        assertThat(another("card/" + ID)).isFalse();
        await().until(() -> office.entry(ID).card().isPresent());
        assertThat(office.entry(ID).card()).contains(new MessageRef(Requests.CHANNEL, "1700000000.000001"));
        assertThat(office.stub.calls("chat.postMessage")).hasSize(1);
    }

    @Test
    void an_end_that_the_ledger_did_not_mark_is_told_once() {
        office.running();
        office.keeper.start();
        office.stub.meanwhile("chat.postMessage", office.ledger::stopAnswering);
        office.end(ID, new Phase.Lost("gone", Requests.NOW));
        await().until(() -> log.list.stream().anyMatch(line -> line.getMessage().startsWith("card.waits")));
        office.ledger.answerAgain();
        assertThat(another("card/" + ID)).isFalse();
        await().until(() -> office.entry(ID).endShown());
        assertThat(office.stub.calls("chat.postMessage")).hasSize(1);
    }

    @Test
    void the_turn_is_given_back_after_each_round() {
        office.keeper.start();
        office.journal.file(Requests.request("uname", "-a"), "mark");
        await().until(() -> office.entry(ID).card().isPresent());
        await().until(() -> another("card/" + ID));
    }

    @Test
    void a_card_comes_to_say_that_nobody_is_in_front_any_more() {
        office.running();
        office.approveSecond(Requests.TARGET);
        office.keeper.start();
        await().until(() -> anUpdateSays("Waits for `r0123456789ab`"));
        assertThat(anUpdateSays("Starts next")).isFalse();
        office.end(ID, new Phase.Done(new ExitStatus.Exited(0), Requests.NOW));
        await().until(() -> anUpdateSays("Starts next"));
    }

    @Test
    void a_card_comes_to_say_that_starts_are_frozen_and_that_they_are_thawed() {
        var installation = new InstallationJournal(office.ledger);
        office.approveSecond(Requests.TARGET);
        installation.freeze(Actor.human(Requests.SAM), "incident <!here>", Requests.NOW);
        office.keeper.start();
        await().until(() -> anUpdateSays("All starts are frozen"));
        assertThat(lastUpdate())
                .contains("<@U0SAM>", "Why it is frozen: incident <!here>")
                .contains("\"type\":\"rich_text\"")
                .doesNotContain("Starts next");
        installation.thaw(Actor.human(Requests.SAM), Requests.NOW);
        await().until(() -> anUpdateSays("Starts next"));
    }

    private boolean another(String turn) {
        return office.ledger.lease(turn, "another", Requests.NOW, Duration.ofMinutes(1));
    }

    private boolean anUpdateSays(String words) {
        return office.stub.calls("chat.update").stream()
                .anyMatch(call -> call.blocks().toString().contains(words));
    }

    private String lastUpdate() {
        var updates = office.stub.calls("chat.update");
        return updates.isEmpty() ? "" : updates.getLast().blocks().toString();
    }
}

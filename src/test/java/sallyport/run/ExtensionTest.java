package sallyport.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sallyport.request.Examples.OTHER_REVIEWER;
import static sallyport.request.Examples.REVIEWER;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.audit.Journal;
import sallyport.audit.LedgerEntry;
import sallyport.audit.Recorded;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.ExitCode;
import sallyport.request.ExitStatus;
import sallyport.request.Phase;
import sallyport.request.Refusal;
import sallyport.request.Request;

/** How a run that somebody extends comes to its end. Its deadline is so short that nobody waits for it. */
class ExtensionTest {
    private static final Duration DEADLINE = Duration.ofMillis(50);
    private static final Actor STOPPER = Actor.human(REVIEWER);
    /** Of what another replica writes this one hears nothing in time. */
    private static final Windows DEAF =
            new Windows(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5));

    private final Stage stage = new Stage(DEAF);
    private final Journal elsewhere = new Journal(stage.ledger);

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void a_run_that_another_replica_extended_is_not_ended_at_its_old_deadline() {
        onceItRuns(entry -> extend(elsewhere, entry.request()));
        var request = timedOut();
        assertThat(stage.types(request)).endsWith("run.extended", "run.deadline-reached", "run.ended");
    }

    @Test
    void a_run_that_this_replica_extended_is_not_ended_at_its_old_deadline() {
        onceItRuns(entry -> extend(stage.journal, entry.request()));
        var request = timedOut();
        assertThat(stage.types(request)).endsWith("run.extended", "run.deadline-reached", "run.ended");
    }

    @Test
    void a_run_whose_time_is_up_is_extended_no_more() {
        var late = new AtomicReference<Recorded>();
        onRunning(Phase.Running::timeIsUp, entry -> late.set(extend(elsewhere, entry.request())));
        timedOut();
        assertThat(late.get())
                .isInstanceOfSatisfying(
                        Recorded.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Refusal.NOTHING_TO_DO));
    }

    @Test
    void a_run_that_ends_by_itself_while_its_deadline_is_written_down_is_done() {
        onRunning(
                Phase.Running::timeIsUp,
                entry -> stage.containers
                        .session(entry.request().id())
                        .orElseThrow()
                        .exits(0));
        var request = file();
        assertThat(stage.await(request, Phase.Done.class).exit()).isEqualTo(new ExitStatus.Exited(0));
        assertThat(stage.types(request)).endsWith("run.deadline-reached", "run.ended");
    }

    @Test
    void an_extended_run_is_stopped_like_any_other() {
        onceItRuns(entry -> {
            extend(elsewhere, entry.request());
            stage.journal.record(entry.request().id(), new Event.StopAsked(STOPPER, true, stage.now()));
        });
        var request = file();
        assertThat(stage.await(request, Phase.Revoked.class).by()).isEqualTo(STOPPER);
        assertThat(stage.types(request)).endsWith("run.extended", "revoke.asked", "run.ended");
    }

    @Test
    void a_stop_of_which_its_holder_has_not_heard_is_what_ends_it_at_its_deadline() {
        onceItRuns(entry -> elsewhere.record(entry.request().id(), new Event.StopAsked(STOPPER, true, stage.now())));
        assertThat(stage.await(file(), Phase.Revoked.class).by()).isEqualTo(STOPPER);
    }

    @Test
    void a_run_that_somebody_else_settled_meanwhile_is_ended_at_its_deadline_and_nothing_more_recorded() {
        onceItRuns(entry -> elsewhere.record(
                entry.request().id(),
                new Event.SightLost(entry.phase().holder().orElseThrow(), "thought dead", true, stage.now())));
        var request = file();
        stage.await(request, Phase.Lost.class);
        await().until(() -> stage.containers
                .session(request.id())
                .filter(session -> session.calls().contains("terminate"))
                .isPresent());
        assertThat(stage.types(request)).endsWith("run.started", "run.lost");
    }

    @Test
    void a_deadline_holds_while_the_ledger_does_not_answer() {
        onceItRuns(_ -> stage.ledger.stopAnswering());
        stage.containers.commandsObey();
        stage.start();
        var request = stage.file(stage.draft(ExitCode.WANTED, DEADLINE));
        await().until(() -> stage.containers
                .session(request.id())
                .filter(session -> session.calls().contains("interrupt"))
                .isPresent());
        stage.ledger.answerAgain();
        stage.await(request, Phase.TimedOut.class);
        assertThat(stage.types(request)).endsWith("run.started", "run.ended");
    }

    private Request file() {
        stage.containers.commandsObey();
        stage.start();
        return stage.file(stage.draft(ExitCode.WANTED, DEADLINE));
    }

    private Request timedOut() {
        var request = file();
        stage.await(request, Phase.TimedOut.class);
        return request;
    }

    /** Before its holder begins to wait. */
    private void onceItRuns(Consumer<LedgerEntry> act) {
        onRunning(
                running ->
                        running.extension().isEmpty() && running.stopAskedBy().isEmpty(),
                act);
    }

    private void onRunning(Predicate<Phase.Running> when, Consumer<LedgerEntry> act) {
        stage.journal.observe(entry -> {
            if (entry.phase() instanceof Phase.Running running && when.test(running)) {
                act.accept(entry);
            }
        });
    }

    private Recorded extend(Journal journal, Request request) {
        return journal.record(
                request.id(),
                new Event.ExtensionAsked(OTHER_REVIEWER, true, Duration.ofMinutes(1), Optional.empty(), stage.now()));
    }
}

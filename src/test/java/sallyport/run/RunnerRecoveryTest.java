package sallyport.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sallyport.request.Examples.target;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.Phase;
import sallyport.request.Request;

/** What a runner makes of what an earlier one left, and what it leaves itself. */
class RunnerRecoveryTest {
    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void a_start_that_was_under_way_is_unknown_and_not_repeated() {
        var request = starting();
        stage.start();
        assertThat(stage.phase(request)).isInstanceOf(Phase.Unknown.class);
        assertThat(stage.containers.starts()).isEmpty();
    }

    @Test
    void a_run_that_was_under_way_is_lost_and_its_session_ended() {
        var request = running();
        stage.start();
        assertThat(stage.phase(request))
                .isInstanceOfSatisfying(
                        Phase.Lost.class, lost -> assertThat(lost.cause()).contains("was ended"));
        assertThat(stage.containers.terminated()).containsExactly("session");
    }

    @Test
    void a_session_that_could_not_be_ended_is_said_to_run_on_perhaps() {
        stage.containers.confirmsNothing();
        var request = running();
        stage.start();
        assertThat(stage.phase(request))
                .isInstanceOfSatisfying(
                        Phase.Lost.class,
                        lost -> assertThat(lost.cause()).contains("could not be ended", "may still run"));
    }

    @Test
    void what_was_received_or_approved_and_not_begun_is_carried_on() {
        var approved = stage.approved();
        stage.start();
        stage.session(approved).exits(0);
        stage.await(approved, Phase.Done.class);
    }

    @Test
    void what_was_received_and_not_looked_up_is_looked_up() {
        var received = stage.file();
        stage.start();
        stage.session(received).exits(0);
        stage.await(received, Phase.Done.class);
    }

    @Test
    void a_sweep_outlives_a_ledger_that_does_not_answer() {
        stage.start();
        stage.ledger.stopAnswering();
        stage.ledger.answerAgain();
        var request = stage.approved();
        stage.session(request).exits(0);
        stage.await(request, Phase.Done.class);
    }

    @Test
    void closing_ends_what_runs_and_waits_until_that_is_stored() {
        var runner = stage.start();
        var request = stage.file();
        var session = stage.session(request);
        session.onInterrupt(() -> session.exits(130));
        runner.close();
        assertThat(stage.phase(request))
                .isInstanceOfSatisfying(
                        Phase.Revoked.class,
                        revoked -> assertThat(revoked.by()).isEqualTo(Actor.component("shutdown")));
    }

    @Test
    void closing_starts_nothing_that_waited_for_its_turn() {
        var runner = stage.start();
        var session = stage.session(stage.file());
        session.onInterrupt(() -> session.exits(130));
        int before = stage.containers.lookUps();
        var second = stage.file();
        await().until(() -> stage.containers.lookUps() >= before + 2);
        runner.close();
        assertThat(stage.phase(second)).isInstanceOf(Phase.Approved.class);
        assertThat(stage.containers.starts()).hasSize(1);
    }

    @Test
    void a_closed_runner_carries_nothing_on() {
        stage.start().close();
        var request = stage.approved();
        assertThat(stage.phase(request)).isInstanceOf(Phase.Approved.class);
        assertThat(stage.containers.lookUps()).isZero();
    }

    private Request starting() {
        var request = stage.approved();
        stage.journal.record(request.id(), new Event.ClaimTaken("of a dead process", stage.now()));
        assertThat(stage.phase(request)).isInstanceOf(Phase.Starting.class);
        return request;
    }

    private Request running() {
        var request = starting();
        stage.journal.record(
                request.id(), new Event.SessionOpened("of a dead process", target(), "session", stage.now()));
        assertThat(stage.phase(request)).isInstanceOf(Phase.Running.class);
        return request;
    }
}

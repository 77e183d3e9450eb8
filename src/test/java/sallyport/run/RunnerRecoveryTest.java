package sallyport.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sallyport.request.Examples.REVIEWER;
import static sallyport.request.Examples.target;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.Freeze;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.StartFailure;

/** What a runner makes of what an earlier one left, and what it leaves itself. */
class RunnerRecoveryTest {
    private final Stage stage = new Stage(Stage.HASTY);

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void a_start_that_was_under_way_is_unknown_when_it_cannot_happen_any_more_and_not_repeated() {
        var request = starting();
        stage.start();
        await().until(() -> stage.containers.askedForWitness() > 0);
        assertThat(stage.phase(request)).isInstanceOf(Phase.Starting.class);
        stage.clock.pass(Stage.HASTY.startClosed());
        stage.await(request, Phase.Unknown.class);
        assertThat(stage.containers.starts()).isEmpty();
        assertThat(stage.types(request)).endsWith("run.claimed", "run.taken-over", "run.unknown");
    }

    @Test
    void a_start_that_aws_says_nothing_about_is_given_up_ten_minutes_later() {
        stage.containers.testifies(new Witness.Unanswered("AWS was away."));
        var request = starting();
        stage.start();
        stage.clock.pass(Stage.HASTY.startClosed().plusMinutes(9));
        await().until(() -> stage.containers.askedForWitness() > 2);
        assertThat(stage.phase(request)).isInstanceOf(Phase.Starting.class);
        stage.clock.pass(Duration.ofMinutes(1));
        assertThat(stage.await(request, Phase.Unknown.class).cause()).contains("AWS did not say");
    }

    @Test
    void a_start_that_aws_has_a_session_of_is_lost_at_once_and_the_session_ended() {
        stage.containers.testifies(new Witness.Found("found"));
        var request = starting();
        stage.start();
        assertThat(stage.await(request, Phase.Lost.class).cause()).contains("starting", "was ended");
        assertThat(stage.containers.terminated()).containsExactly("found");
    }

    @Test
    void a_replica_whose_clock_differs_gives_no_start_up() {
        stage.containers.clockIsAheadBy(Optional.of(Duration.ofMillis(-2_001)));
        var request = starting();
        stage.clock.pass(Stage.HASTY.startClosed());
        stage.start();
        await().until(() -> stage.containers.askedForWitness() > 1);
        assertThat(stage.phase(request)).isInstanceOf(Phase.Starting.class);
        stage.containers.clockIsAheadBy(Optional.of(Duration.ofSeconds(-2)));
        stage.await(request, Phase.Unknown.class);
    }

    @Test
    void a_replica_whose_clock_differs_or_is_not_known_starts_nothing() {
        stage.containers.clockIsAheadBy(Optional.of(Duration.ofMillis(2_001)));
        var request = stage.approved();
        stage.start();
        await().until(() -> stage.containers.lookUps() > 1);
        stage.containers.clockIsAheadBy(Optional.empty());
        int before = stage.containers.lookUps();
        await().until(() -> stage.containers.lookUps() > before + 1);
        assertThat(stage.phase(request)).isInstanceOf(Phase.Approved.class);
        stage.containers.clockIsAheadBy(Optional.of(Duration.ZERO));
        stage.session(request).exits(0);
        stage.await(request, Phase.Done.class);
    }

    @Test
    void a_run_whose_holder_shows_that_it_lives_is_left_alone() {
        var request = running();
        stage.start();
        long until = System.nanoTime() + 3 * Stage.HASTY.silence().toNanos();
        await().pollInterval(Stage.HASTY.beat()).until(() -> {
            assertThat(stage.ledger.beat(request.id(), "of a dead process", 0)).isTrue();
            return System.nanoTime() > until;
        });
        assertThat(stage.phase(request)).isInstanceOf(Phase.Running.class);
        stage.await(request, Phase.Lost.class);
    }

    @Test
    void nothing_starts_while_starts_are_frozen() {
        stage.freeze(Optional.of(new Freeze(Actor.human(REVIEWER), "incident", stage.now())));
        var request = stage.approved();
        stage.start();
        await().until(() -> stage.ledger.reads() > 20);
        assertThat(stage.phase(request)).isInstanceOf(Phase.Approved.class);
        stage.freeze(Optional.empty());
        stage.session(request).exits(0);
        stage.await(request, Phase.Done.class);
    }

    @Test
    void a_claim_that_took_too_long_sends_nothing() {
        stage.containers.tooLate();
        stage.start();
        assertThat(stage.await(stage.file(), Phase.NotStarted.class).cause().kind())
                .isEqualTo(StartFailure.Kind.TOO_LATE);
        assertThat(stage.containers.starts()).isEmpty();
    }

    @Test
    void a_container_that_another_replica_has_a_session_in_is_waited_for() {
        stage.ledger.lease("container/" + target().runtimeId(), "another", stage.now(), Duration.ofMinutes(1));
        var request = stage.approved();
        stage.start();
        await().until(() -> stage.containers.lookUps() > 2);
        assertThat(stage.phase(request)).isInstanceOf(Phase.Approved.class);
        stage.ledger.release("container/" + target().runtimeId(), "another");
        stage.session(request).exits(0);
        stage.await(request, Phase.Done.class);
    }

    @Test
    void a_run_that_was_under_way_is_lost_and_its_session_ended() {
        var request = running();
        stage.ledger.beat(request.id(), "of a dead process", 4711);
        stage.start();
        assertThat(stage.await(request, Phase.Lost.class).cause()).contains("was ended", "byte 4711");
        assertThat(stage.containers.terminated()).containsExactly("session");
    }

    @Test
    void a_session_that_could_not_be_ended_is_said_to_run_on_perhaps() {
        stage.containers.confirmsNothing();
        var request = running();
        stage.start();
        assertThat(stage.await(request, Phase.Lost.class).cause())
                .contains("could not be ended", "may still run", "output is missing");
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

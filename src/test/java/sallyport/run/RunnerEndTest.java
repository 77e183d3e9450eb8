package sallyport.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sallyport.request.Examples.REVIEWER;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Actor;
import sallyport.request.Binding;
import sallyport.request.Conditions;
import sallyport.request.Event;
import sallyport.request.Examples;
import sallyport.request.ExitCode;
import sallyport.request.ExitStatus;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.Selector;
import sallyport.request.StartFailure;

/** How a run comes to its end. */
class RunnerEndTest {
    private static final Actor STOPPER = Actor.human(REVIEWER);
    private final Stage stage = new Stage(Stage.HASTY);

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void a_stop_is_a_ctrl_c_and_then_the_end_of_the_session() {
        stage.start();
        var request = stage.file();
        var session = stage.session(request);
        stop(request);
        assertThat(stage.await(request, Phase.Revoked.class).by()).isEqualTo(STOPPER);
        assertThat(session.calls()).containsExactly("interrupt", "terminate");
        assertThat(stage.types(request)).endsWith("revoke.asked", "run.ended");
    }

    @Test
    void a_command_that_obeys_ctrl_c_is_not_terminated_and_what_it_wrote_last_is_kept() {
        stage.start();
        var request = stage.file();
        var session = stage.session(request);
        session.onInterrupt(() -> {
            session.writes("tidied up\n");
            session.exits(130);
        });
        stop(request);
        stage.await(request, Phase.Revoked.class);
        assertThat(session.calls()).containsExactly("interrupt");
        assertThat(stage.transcripts.text(request.id())).contains("tidied up\n");
    }

    @Test
    void a_stop_that_loses_the_connection_still_ends_the_session() {
        stage.start();
        var request = stage.file();
        var session = stage.session(request);
        session.onInterrupt(() -> session.ends(new SessionEnd.ConnectionLost("reset")));
        stop(request);
        stage.await(request, Phase.Revoked.class);
        assertThat(session.calls()).containsExactly("interrupt", "terminate");
    }

    @Test
    void a_command_that_runs_into_its_deadline_is_ended() {
        stage.containers.commandsObey();
        stage.start();
        var request = stage.file(stage.draft(ExitCode.WANTED, Duration.ofMillis(1)));
        stage.await(request, Phase.TimedOut.class);
        assertThat(stage.containers.session(request.id()).orElseThrow().calls()).containsExactly("interrupt");
    }

    @Test
    void a_command_that_prints_more_than_it_may_is_ended_and_what_it_may_is_kept() {
        stage.start();
        var request = stage.file(stage.draft(new Conditions(Optional.empty(), Binding.REVISION, 10, Optional.empty())));
        var session = stage.session(request);
        session.writes("0123456789");
        session.writes("beyond");
        assertThat(stage.await(request, Phase.Failed.class).cause()).contains("more than the 10 bytes");
        assertThat(session.calls()).containsExactly("interrupt", "terminate");
        assertThat(stage.transcripts.text(request.id())).contains("0123456789");
    }

    @Test
    void a_command_that_printed_too_much_and_ended_by_itself_is_not_called_done() {
        stage.start();
        var request = stage.file(stage.draft(new Conditions(Optional.empty(), Binding.REVISION, 10, Optional.empty())));
        var session = stage.session(request);
        session.writes("01234567");
        session.writes("89 beyond");
        session.ends(new SessionEnd.Closed());
        stage.await(request, Phase.Failed.class);
        assertThat(stage.transcripts.text(request.id())).contains("0123456789");
    }

    @Test
    void an_approval_bound_to_a_task_is_looked_up_again_as_that_task() {
        stage.start();
        var request =
                stage.approved(stage.draft(new Conditions(Optional.empty(), Binding.TASK, 1 << 20, Optional.empty())));
        stage.session(request);
        assertThat(stage.containers.lastAskedFor())
                .contains(new Selector("web", Optional.of(Examples.target().taskId()), Optional.empty()));
    }

    @Test
    void a_lost_connection_loses_the_run_and_ends_the_session() {
        stage.start();
        var request = stage.file();
        var session = stage.session(request);
        session.writes("half\n");
        session.ends(new SessionEnd.ConnectionLost("the stream was reset"));
        assertThat(stage.await(request, Phase.Lost.class).cause()).isEqualTo("the stream was reset");
        assertThat(session.calls()).containsExactly("terminate");
        assertThat(stage.transcripts.text(request.id())).contains("half\n");
    }

    @Test
    void a_session_without_a_marker_ends_without_a_code() {
        stage.start();
        var request = stage.file();
        stage.session(request).ends(new SessionEnd.Closed());
        assertThat(stage.await(request, Phase.Done.class).exit()).isEqualTo(new ExitStatus.Unknown());
    }

    @Test
    void a_session_that_ended_with_words_failed() {
        stage.start();
        var request = stage.file();
        stage.session(request).ends(new SessionEnd.ClosedWith("idle for 20 minutes"));
        assertThat(stage.await(request, Phase.Failed.class).cause()).isEqualTo("idle for 20 minutes");
    }

    @Test
    void missing_output_is_declared() {
        stage.start();
        var request = stage.file();
        stage.session(request).ends(new SessionEnd.Truncated("all after 1 MiB"));
        assertThat(stage.await(request, Phase.Failed.class).cause()).isEqualTo("output is missing: all after 1 MiB");
    }

    @Test
    void a_refused_start_is_not_started_and_leaves_no_recording_open() {
        var cause = new StartFailure(StartFailure.Kind.AWS_REFUSED, "AWS refused the call.");
        stage.containers.opensNothing(() -> new Opening.Refused(cause));
        stage.start();
        var request = stage.file();
        assertThat(stage.await(request, Phase.NotStarted.class).cause()).isEqualTo(cause);
        await().until(() -> stage.transcripts.stillOpen().isEmpty());
        await().until(() -> stage.outlet.shown().stream().anyMatch(page -> page.last()));
    }

    @Test
    void a_start_nobody_answered_is_unknown_once_it_cannot_happen_any_more_and_never_repeated() {
        stage.containers.opensNothing(() -> new Opening.Unanswered("the answer of ECS never came"));
        stage.start();
        var request = stage.file();
        stage.await(request, Phase.Starting.class);
        await().until(() -> stage.containers.askedForWitness() > 1);
        assertThat(stage.phase(request)).isInstanceOf(Phase.Starting.class);
        stage.clock.pass(Stage.HASTY.startClosed());
        assertThat(stage.await(request, Phase.Unknown.class).cause()).contains("no session", "does not prove");
        assertThat(stage.containers.starts()).hasSize(1);
    }

    @Test
    void a_start_nobody_answered_whose_session_is_found_is_lost_and_the_session_ended() {
        stage.containers.opensNothing(() -> new Opening.Unanswered("the answer of ECS never came"));
        stage.containers.testifies(new Witness.Found("found"));
        stage.start();
        assertThat(stage.await(stage.file(), Phase.Lost.class).cause()).contains("was ended");
        assertThat(stage.containers.terminated()).containsExactly("found");
    }

    @Test
    void a_stop_while_it_starts_ends_it_as_soon_as_it_runs() {
        stage.containers.commandsObey();
        var request = stage.draft();
        stage.containers.onOpen(() -> stop(request));
        stage.start();
        stage.file(request);
        assertThat(stage.await(request, Phase.Revoked.class).by()).isEqualTo(STOPPER);
        assertThat(stage.types(request)).containsSubsequence("run.claimed", "revoke.asked", "run.started", "run.ended");
    }

    @Test
    void an_end_is_stored_once_the_ledger_answers_again() {
        stage.start();
        var request = stage.file();
        var session = stage.session(request);
        stage.ledger.stopAnswering();
        session.exits(3);
        stage.ledger.answerAgain();
        assertThat(stage.await(request, Phase.Done.class).exit()).isEqualTo(new ExitStatus.Exited(3));
    }

    @Test
    void the_end_names_what_was_kept_of_the_output() {
        stage.start();
        var request = stage.file(stage.draft(ExitCode.NONE, Duration.ofMinutes(5)));
        var session = stage.session(request);
        session.writes("hello\r\n");
        session.ends(new SessionEnd.Closed());
        stage.await(request, Phase.Done.class);
        assertThat(stage.ledger.events(request.id()).getLast().canonical())
                .contains("\"bytes\":7")
                .contains("5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");
    }

    @Test
    void what_people_are_told_to_be_the_amount_of_output_leaves_our_own_marker_out() {
        stage.start();
        var request = stage.file();
        var session = stage.session(request);
        session.writes("hello\r\n");
        session.exits(0);
        stage.await(request, Phase.Done.class);
        await().until(() -> !stage.outlet.shown().isEmpty()
                && stage.outlet.shown().getLast().last());
        assertThat(stage.outlet.shown().getLast().text()).isEqualTo("hello\n");
        assertThat(stage.outlet.shown().getLast().totalBytes()).isEqualTo(6);
    }

    @Test
    void a_holder_that_was_taken_over_ends_its_session_and_records_nothing_more() {
        stage.start();
        var request = stage.file();
        var session = stage.session(request);
        session.writes("before\n");
        var token = stage.phase(request).holder().orElseThrow();
        stage.journal.record(request.id(), new Event.TakenOver(token, "another's", stage.now()));
        await().until(() -> session.calls().contains("terminate"));
        stage.await(request, Phase.Lost.class);
        assertThat(stage.transcripts.text(request.id())).contains("before\n");
    }

    @Test
    void a_start_that_failed_in_a_way_nobody_foresaw_is_unknown() {
        stage.containers.opensNothing(() -> {
            throw new IllegalStateException("a bug");
        });
        stage.start();
        assertThat(stage.await(stage.file(), Phase.Unknown.class).cause()).contains("Sallyport failed");
    }

    @Test
    void row_29_a_missing_shell_is_remembered_for_the_image() {
        stage.start();
        var first = stage.file();
        stage.session(first).ends(noShell());
        assertThat(stage.await(first, Phase.NotStarted.class).cause().kind()).isEqualTo(StartFailure.Kind.NO_SHELL);
        var second = stage.file();
        assertThat(stage.await(second, Phase.NotStarted.class).cause().kind()).isEqualTo(StartFailure.Kind.NO_SHELL);
        assertThat(stage.containers.starts()).hasSize(1);
        var bare = stage.file(stage.draft(ExitCode.NONE, Duration.ofMinutes(5)));
        stage.session(bare).exits(0);
        stage.await(bare, Phase.Done.class);
    }

    @Test
    void a_shell_found_missing_after_the_approval_lets_the_request_be_asked_without_exit_code() {
        stage.start();
        var session = stage.session(stage.file());
        var approved = stage.file();
        stage.await(approved, Phase.Approved.class);
        session.ends(noShell());
        assertThat(stage.await(approved, Phase.NotStarted.class).cause().kind()).isEqualTo(StartFailure.Kind.NO_SHELL);
    }

    @Test
    void a_missing_program_is_not_a_missing_shell() {
        stage.start();
        var bare = stage.file(stage.draft(ExitCode.NONE, Duration.ofMinutes(5)));
        stage.session(bare).ends(new SessionEnd.NotStarted("exec: \"bin/report\": no such file or directory"));
        var cause = stage.await(bare, Phase.NotStarted.class).cause();
        assertThat(cause.kind()).isEqualTo(StartFailure.Kind.NO_SUCH_PROGRAM);
        assertThat(cause.explanation()).contains("bin/report", "no such file");
        var wrapped = stage.file();
        stage.session(wrapped).exits(127);
        assertThat(stage.await(wrapped, Phase.Done.class).exit()).isEqualTo(new ExitStatus.Exited(127));
    }

    @Test
    void nothing_starts_that_cannot_be_recorded() {
        stage.start();
        stage.transcripts.fill();
        assertThat(stage.await(stage.file(), Phase.NotStarted.class).cause().kind())
                .isEqualTo(StartFailure.Kind.NOT_RECORDABLE);
        assertThat(stage.containers.starts()).isEmpty();
    }

    @Test
    void output_that_could_not_be_recorded_is_declared() {
        stage.start();
        var request = stage.file();
        var session = stage.session(request);
        session.writes("kept\n");
        stage.transcripts.fill();
        session.writes("gone\n");
        session.exits(0);
        assertThat(stage.await(request, Phase.Failed.class).cause()).contains("output is missing", "transcript");
        assertThat(stage.transcripts.stillOpen()).isEmpty();
    }

    @Test
    void secrets_are_redacted_before_they_are_kept_or_shown() {
        stage.start();
        var request = stage.file();
        var session = stage.session(request);
        session.writes("DB_PASS");
        session.writes("WORD=correcthorse\n");
        session.exits(0);
        stage.await(request, Phase.Done.class);
        assertThat(stage.transcripts.text(request.id())).contains("DB_PASSWORD=[redacted:assignment]\n");
        await().until(() -> stage.outlet.shown().stream().anyMatch(page -> page.last()));
        assertThat(stage.outlet.given()).noneMatch(page -> page.text().contains("correcthorse"));
    }

    @Test
    void a_session_that_somebody_else_settled_meanwhile_is_ended_at_once() {
        stage.start();
        var request = stage.draft();
        stage.containers.onOpen(() -> {
            var token = stage.phase(request).holder().orElseThrow();
            stage.journal.record(
                    request.id(),
                    new Event.SightLost(token, "another process thought this one dead", false, stage.now()));
        });
        stage.file(request);
        stage.await(request, Phase.Unknown.class);
        await().until(() -> stage.containers
                .session(request.id())
                .filter(session -> session.calls().contains("terminate"))
                .isPresent());
        assertThat(stage.phase(request)).isInstanceOf(Phase.Unknown.class);
    }

    private void stop(Request request) {
        stage.journal.record(request.id(), new Event.StopAsked(STOPPER, true, stage.now()));
    }

    private static SessionEnd noShell() {
        return new SessionEnd.NotStarted("unable to start: exec: \"sh\": executable file not found in $PATH");
    }
}

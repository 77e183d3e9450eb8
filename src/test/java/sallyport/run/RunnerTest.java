package sallyport.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sallyport.request.Examples.OTHER_REVIEWER;
import static sallyport.request.Examples.REVIEWER;
import static sallyport.request.Examples.REVIEWERS;
import static sallyport.request.Examples.digest;
import static sallyport.request.Examples.target;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Actor;
import sallyport.request.Approval;
import sallyport.request.Event;
import sallyport.request.Examples;
import sallyport.request.ExitCode;
import sallyport.request.ExitStatus;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.StartFailure;
import sallyport.request.Target;

/** How a request comes to its start, or why it does not. */
class RunnerTest {
    private final Stage stage = new Stage();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void an_approved_request_runs_once_and_its_output_and_code_are_kept() {
        stage.start();
        var request = stage.file();
        var session = stage.session(request);
        session.writes("hel");
        session.writes("lo\r\n");
        session.exits(7);
        assertThat(stage.await(request, Phase.Ended.class))
                .isEqualTo(new Phase.Done(new ExitStatus.Exited(7), stage.now()));
        assertThat(stage.transcripts.text(request.id())).contains("hello\n");
        assertThat(stage.transcripts.stillOpen()).isEmpty();
        await().until(() -> stage.outlet.shown().stream()
                .anyMatch(page -> page.last() && page.text().equals("hello\n")));
        assertThat(stage.types(request))
                .containsExactly("request.created", "request.allowed", "run.claimed", "run.started", "run.ended");
        assertThat(stage.containers.starts()).hasSize(1);
    }

    @Test
    void a_request_that_needs_people_waits_for_the_last_of_them() {
        stage.start();
        var request = Examples.request();
        stage.file(request);
        stage.await(request, Phase.Pending.class);
        assertThat(stage.rechecked).containsEntry(request.id(), List.of());
        stage.journal.record(request.id(), approval(REVIEWER));
        assertThat(stage.phase(request)).isInstanceOf(Phase.Pending.class);
        assertThat(stage.containers.starts()).isEmpty();
        stage.journal.record(request.id(), approval(OTHER_REVIEWER));
        stage.session(request).exits(0);
        stage.await(request, Phase.Done.class);
        assertThat(stage.rechecked.get(request.id()))
                .extracting(Approval::by)
                .containsExactly(REVIEWER, OTHER_REVIEWER);
        assertThat(stage.containers.starts())
                .extracting(ScriptedContainers.Start::identity)
                .containsExactly(new RunIdentity(request.id(), request.requester(), List.of(REVIEWER, OTHER_REVIEWER)));
    }

    @Test
    void two_runners_over_one_ledger_start_a_request_once() {
        var requests = Stream.generate(stage::approved).limit(8).toList();
        stage.start();
        stage.start();
        var exited = new HashSet<RequestId>();
        await().untilAsserted(() -> assertThat(requests).allMatch(request -> isDone(request, exited)));
        assertThat(stage.containers.starts())
                .hasSameSizeAs(requests)
                .extracting(ScriptedContainers.Start::run)
                .doesNotHaveDuplicates();
    }

    /** Which of them has the container first is nobody's promise, so whoever runs is let go on. */
    private boolean isDone(Request request, Set<RequestId> exited) {
        if (stage.phase(request) instanceof Phase.Running && exited.add(request.id())) {
            stage.session(request).exits(0);
        }
        return stage.phase(request) instanceof Phase.Done;
    }

    @Test
    void what_is_sent_is_the_wrapper_around_the_arguments_or_without_exit_code_the_bare_arguments() {
        stage.start();
        var wrapped = stage.file();
        stage.session(wrapped).exits(0);
        var bare = stage.file(stage.draft(ExitCode.NONE, Duration.ofMinutes(5)));
        stage.session(bare).exits(0);
        assertThat(stage.await(bare, Phase.Done.class).exit()).isEqualTo(new ExitStatus.Unknown());
        assertThat(stage.containers.starts())
                .satisfiesExactly(
                        first -> assertThat(first.commandLine())
                                .startsWith("sh -c '")
                                .endsWith(" bin/report 'it'\\''s $(id)'"),
                        second -> assertThat(second.commandLine()).isEqualTo("bin/report 'it'\\''s $(id)'"));
    }

    @Test
    void a_request_that_cannot_run_there_is_not_started() {
        var cause = new StartFailure(StartFailure.Kind.EXEC_UNAVAILABLE, "ECS Exec is off for `web`.");
        stage.containers.resolvesTo("web", new Resolution.Impossible(cause));
        stage.start();
        assertThat(stage.await(stage.file(), Phase.NotStarted.class).cause()).isEqualTo(cause);
    }

    @Test
    void a_request_that_nobody_at_aws_answers_for_is_not_started() {
        stage.containers.resolvesTo("web", new Resolution.Unanswered("timeout."));
        stage.start();
        var cause = stage.await(stage.file(), Phase.NotStarted.class).cause();
        assertThat(cause.kind()).isEqualTo(StartFailure.Kind.AWS_REFUSED);
        assertThat(cause.explanation()).contains("timeout").contains("Ask again");
    }

    @Test
    void for_who_may_have_nothing_run_aws_is_not_even_asked() {
        stage.bar("It was not started, because guests may not take part.");
        stage.start();
        var request = stage.file();
        assertThat(stage.await(request, Phase.NotStarted.class).cause().explanation())
                .isEqualTo("It was not started, because guests may not take part.");
        assertThat(stage.containers.lookUps()).isZero();
    }

    @Test
    void a_request_somebody_objects_to_is_not_shown_to_anybody() {
        stage.object(StartFailure.Kind.NOT_ELIGIBLE, "Guests may not ask.");
        stage.start();
        assertThat(stage.await(stage.file(), Phase.NotStarted.class).cause().explanation())
                .isEqualTo("Guests may not ask.");
    }

    @Test
    void an_approval_is_void_once_another_revision_runs() {
        var request = stage.approved();
        stage.containers.runs(with(target().taskDefinition().replace(":42", ":43"), target().imageDigest()));
        stage.start();
        assertThat(stage.await(request, Phase.Stale.class).changed()).contains("deployed since", "web:42", "web:43");
        assertThat(stage.containers.starts()).isEmpty();
    }

    @Test
    void an_approval_is_void_once_another_image_runs() {
        var request = stage.approved();
        stage.containers.runs(with(target().taskDefinition(), "sha256:" + "cd".repeat(32)));
        stage.start();
        assertThat(stage.await(request, Phase.Stale.class).changed()).contains("another image");
    }

    @Test
    void an_approval_is_void_once_something_stands_against_it() {
        var request = stage.approved();
        stage.object(StartFailure.Kind.NOT_ELIGIBLE, "the policy does not allow it");
        stage.start();
        assertThat(stage.await(request, Phase.Stale.class).changed()).isEqualTo("the policy does not allow it");
        assertThat(stage.containers.starts()).isEmpty();
    }

    @Test
    void an_approved_request_waits_while_aws_does_not_answer() {
        var request = stage.approved();
        stage.containers.resolvesTo("web", new Resolution.Unanswered("timeout."));
        stage.start();
        stage.containers.runs(target());
        stage.session(request).exits(0);
        stage.await(request, Phase.Done.class);
    }

    @Test
    void what_nobody_approves_in_time_and_what_does_not_start_in_time_expires() {
        stage.containers.resolvesTo("web", new Resolution.Unanswered("timeout."));
        var pending = stage.approved(Examples.request());
        var approved = stage.approved();
        stage.start();
        assertThat(stage.phase(pending)).isInstanceOf(Phase.Pending.class);
        assertThat(stage.phase(approved)).isInstanceOf(Phase.Approved.class);
        stage.clock.pass(Duration.ofMinutes(31));
        stage.await(pending, Phase.Expired.class);
        stage.await(approved, Phase.Expired.class);
        assertThat(stage.containers.starts()).isEmpty();
    }

    @Test
    void a_second_run_on_the_same_container_waits_for_the_first() {
        stage.start();
        var first = stage.file();
        var session = stage.session(first);
        var second = queued();
        stage.containers.runs(another(target()));
        var elsewhere = stage.file();
        stage.session(elsewhere).exits(0);
        stage.containers.runs(target());
        assertThat(stage.phase(second)).isInstanceOf(Phase.Approved.class);
        session.exits(0);
        stage.session(second).exits(0);
        stage.await(second, Phase.Done.class);
        assertThat(stage.containers.starts())
                .extracting(ScriptedContainers.Start::run)
                .containsExactly(first.id(), elsewhere.id(), second.id());
    }

    @Test
    void what_changed_while_a_run_waited_for_its_turn_voids_its_approval() {
        stage.start();
        var session = stage.session(stage.file());
        var second = queued();
        stage.containers.runs(with(target().taskDefinition().replace(":42", ":43"), target().imageDigest()));
        session.exits(0);
        stage.await(second, Phase.Stale.class);
        assertThat(stage.containers.starts()).hasSize(1);
    }

    @Test
    void a_run_whose_container_went_away_while_it_waited_runs_in_the_next() {
        stage.start();
        var session = stage.session(stage.file());
        var second = queued();
        stage.containers.runs(another(target()));
        session.exits(0);
        stage.session(second).exits(0);
        stage.await(second, Phase.Done.class);
        assertThat(stage.containers.starts().getLast().target()).isEqualTo(another(target()));
    }

    @Test
    void a_request_that_was_taken_back_does_not_start() {
        stage.start();
        var session = stage.session(stage.file());
        var second = queued();
        stage.journal.record(second.id(), new Event.StopAsked(Actor.human(REVIEWER), true, stage.now()));
        session.exits(0);
        var third = stage.file();
        stage.session(third).exits(0);
        assertThat(stage.phase(second)).isInstanceOf(Phase.Cancelled.class);
        assertThat(stage.containers.starts())
                .extracting(ScriptedContainers.Start::run)
                .doesNotContain(second.id());
    }

    /** A request that waits for the container, its first look at it done. */
    private Request queued() {
        int before = stage.containers.lookUps();
        var request = stage.file();
        await().until(() -> stage.containers.lookUps() >= before + 2);
        return request;
    }

    private Event approval(Person person) {
        return new Event.ApprovalGiven(person, Set.of(REVIEWERS), digest(), stage.now());
    }

    private static Target with(String taskDefinition, String imageDigest) {
        var t = target();
        return new Target(
                t.alias(),
                t.account(),
                t.region(),
                t.cluster(),
                t.service(),
                taskDefinition,
                t.container(),
                imageDigest,
                t.task(),
                t.runtimeId());
    }

    private static Target another(Target t) {
        return new Target(
                t.alias(),
                t.account(),
                t.region(),
                t.cluster(),
                t.service(),
                t.taskDefinition(),
                t.container(),
                t.imageDigest(),
                t.task() + "2",
                t.runtimeId() + "2");
    }
}

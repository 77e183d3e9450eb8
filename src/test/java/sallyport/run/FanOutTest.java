package sallyport.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sallyport.request.Examples.target;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.audit.FanOuts;
import sallyport.audit.LedgerEntry;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.Examples;
import sallyport.request.FanOut;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.StartFailure;
import sallyport.request.Target;

/** A command that was asked for all tasks of a service becomes one request for each. */
class FanOutTest {
    private static final List<Target> THREE =
            IntStream.rangeClosed(1, 3).mapToObj(n -> on("task" + n)).toList();

    private final Stage stage = new Stage();
    private final FanOuts fanOuts = new FanOuts(stage.ledger);

    @AfterEach
    void close() {
        stage.close();
    }

    private static Target on(String task) {
        var like = target();
        return new Target(
                like.alias(),
                like.account(),
                like.region(),
                like.cluster(),
                like.service(),
                like.taskDefinition(),
                like.container(),
                like.imageDigest(),
                "arn:aws:ecs:eu-central-1:111122223333:task/prod/" + task,
                task + "-1234567890");
    }

    private Request first(int most) {
        return stage.draft(Examples.fannedOut(new FanOut.First(most)));
    }

    private List<LedgerEntry> together(Request first) {
        return fanOuts.together(stage.ledger.find(first.id()).orElseThrow());
    }

    private void exitAll(Request first) {
        await().until(() -> {
            together(first)
                    .forEach(entry -> stage.containers
                            .session(entry.request().id())
                            .filter(_ -> entry.phase() instanceof Phase.Running)
                            .ifPresent(session -> session.exits(0)));
            return together(first).stream().allMatch(entry -> entry.phase() instanceof Phase.Ended);
        });
    }

    @Test
    void each_task_has_a_request_of_its_own_that_runs_there_once() {
        stage.containers.runs(THREE);
        stage.start();
        stage.start();
        var first = stage.file(first(3));
        exitAll(first);
        assertThat(stage.containers.starts())
                .extracting(start -> start.target().taskId())
                .containsExactlyInAnyOrder("task1", "task2", "task3");
        assertThat(together(first))
                .allSatisfy(entry -> assertThat(entry.phase()).isInstanceOf(Phase.Done.class));
    }

    @Test
    void the_others_are_asked_like_the_first_for_the_task_of_their_number() {
        stage.containers.runs(THREE);
        stage.start();
        var first = stage.file(first(5));
        exitAll(first);
        var tasks = List.of("task1", "task2", "task3");
        assertThat(together(first)).hasSize(3);
        var second = together(first).get(1).request();
        assertThat(second.id()).isEqualTo(first.id().other(2));
        assertThat(second.selector().task()).contains("task2");
        assertThat(second.conditions()).isEqualTo(Examples.fannedOut(new FanOut.Other(first.id(), 5, tasks, 2)));
        assertThat(List.of(second.askedAt(), second.expiresAt()))
                .isEqualTo(List.of(first.askedAt(), first.expiresAt()));
        assertThat(stage.types(second)).startsWith("request.created", "request.allowed");
    }

    @Test
    void more_tasks_than_the_rule_lets_it_run_on_start_nothing_and_both_numbers_are_told() {
        stage.containers.runs(THREE);
        stage.start();
        var first = stage.file(first(2));
        var end = stage.await(first, Phase.NotStarted.class);
        assertThat(end.cause().kind()).isEqualTo(StartFailure.Kind.TOO_MANY_TASKS);
        assertThat(end.cause().explanation()).contains("3 running tasks", "on 2 at most");
        assertThat(together(first)).hasSize(1);
        assertThat(stage.containers.starts()).isEmpty();
    }

    @Test
    void a_service_with_one_task_needs_no_other_request() {
        stage.containers.runs(List.of(on("task1")));
        stage.start();
        var first = stage.file(first(2));
        exitAll(first);
        assertThat(together(first)).hasSize(1);
        assertThat(stage.containers.starts())
                .extracting(start -> start.target().taskId())
                .containsExactly("task1");
    }

    @Test
    void where_something_stands_against_it_no_other_is_made() {
        stage.containers.runs(THREE);
        stage.object(StartFailure.Kind.NOT_ELIGIBLE, "Guests may not.");
        stage.start();
        var first = stage.file(first(3));
        stage.await(first, Phase.NotStarted.class);
        assertThat(together(first)).hasSize(1);
    }

    @Test
    void what_cannot_be_looked_up_is_told_and_asked_of_aws_no_more() {
        stage.containers.tasksAre(new RunningTasks.Unanswered("a throttle."));
        stage.start();
        var first = stage.file(first(3));
        assertThat(stage.await(first, Phase.NotStarted.class).cause().explanation())
                .isEqualTo("It was not started, because AWS did not answer: a throttle. Ask again when it does.");
        stage.containers.tasksAre(new RunningTasks.Impossible(
                new StartFailure(StartFailure.Kind.NO_SUCH_TARGET, "No task of web runs.")));
        assertThat(stage.await(stage.file(first(3)), Phase.NotStarted.class)
                        .cause()
                        .explanation())
                .isEqualTo("No task of web runs.");
    }

    /** As after a crash between two writes: what was stored first has settled the tasks. */
    @Test
    void a_list_of_tasks_that_was_settled_before_is_kept_and_completed() {
        var first = first(3);
        stage.file(first);
        stage.containers.runs(THREE);
        var making = new FanOutMaking(stage.ledger, stage.journal, stage.containers);
        var settled = List.of("task2", "task1");
        assertThat(making.store(first, new FanOut.First(3), settled)).isTrue();
        assertThat(making.store(first, new FanOut.First(3), List.of("task1", "task2", "task3")))
                .isFalse();
        stage.start();
        exitAll(first);
        assertThat(stage.containers.starts())
                .extracting(start -> start.target().taskId())
                .containsExactlyInAnyOrder("task1", "task2");
    }

    @Test
    void the_others_wait_until_the_first_one_says_that_all_are_stored() {
        var first = stage.file(first(3));
        var other = new FanOut.Other(first.id(), 3, List.of("task1", "task2"), 2);
        assertThat(fanOuts.state(other)).isEqualTo(FanOuts.State.INCOMPLETE);
        stage.journal.record(first.id(), new Event.TargetResolved(THREE.getFirst(), 2, stage.now()));
        assertThat(fanOuts.state(other)).isEqualTo(FanOuts.State.COMPLETE);
    }

    @Test
    void another_is_not_looked_up_while_the_first_one_still_makes_them() throws Exception {
        stage.containers.runs(THREE);
        var first = stage.file(first(3));
        new FanOutMaking(stage.ledger, stage.journal, stage.containers)
                .store(first, new FanOut.First(3), List.of("task1", "task2"));
        var second = stage.ledger.find(first.id().other(2)).orElseThrow();
        new Resolver(
                        stage.ledger,
                        stage.journal,
                        stage.containers,
                        new AgentPatience(stage.containers, stage.waits, stage.scheduler),
                        (_, _, _) -> Optional.empty(),
                        new ShellMemory(),
                        stage.clock)
                .resolve(second);
        assertThat(stage.phase(second.request())).isEqualTo(new Phase.Received());
        assertThat(stage.containers.lookUps()).isZero();
    }

    @Test
    void what_a_slow_replica_makes_after_the_first_went_on_alone_does_not_start() {
        stage.containers.runs(THREE);
        var first = stage.file(first(3));
        stage.journal.record(first.id(), new Event.TargetResolved(THREE.getFirst(), stage.now()));
        new FanOutMaking(stage.ledger, stage.journal, stage.containers)
                .store(first, new FanOut.First(3), List.of("task1", "task2"));
        stage.start();
        exitAll(first);
        assertThat(together(first)).hasSize(1);
        var late = stage.ledger.find(first.id().other(2)).orElseThrow().request();
        assertThat(stage.await(late, Phase.NotStarted.class).cause().kind()).isEqualTo(StartFailure.Kind.LEFT_ALONE);
        assertThat(stage.containers.starts()).hasSize(1);
    }

    @Test
    void one_whose_first_was_taken_back_before_all_were_stored_does_not_start() {
        var first = stage.file(first(3));
        new FanOutMaking(stage.ledger, stage.journal, stage.containers)
                .store(first, new FanOut.First(3), List.of("task1", "task2"));
        stage.journal.record(first.id(), new Event.StopAsked(Actor.human(first.requester()), true, stage.now()));
        stage.start();
        exitAll(first);
        assertThat(together(first).get(1).phase())
                .isInstanceOfSatisfying(
                        Phase.NotStarted.class,
                        end -> assertThat(end.cause().explanation())
                                .contains("`" + first.id() + "`", "Ask again for all tasks."));
        assertThat(stage.containers.starts()).isEmpty();
    }

    @Test
    void the_first_one_runs_in_its_own_task_or_not_at_all() {
        stage.containers.runs(THREE);
        var first = stage.file(first(3));
        stage.journal.record(first.id(), new Event.TargetResolved(THREE.get(1), stage.now()));
        stage.start();
        exitAll(first);
        assertThat(stage.containers.starts())
                .extracting(start -> start.target().taskId())
                .containsExactly("task2");
    }
}

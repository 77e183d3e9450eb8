package sallyport.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static sallyport.watch.Past.NOW;
import static sallyport.watch.Past.ago;
import static sallyport.watch.Past.exited;
import static sallyport.watch.Past.id;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sallyport.watch.Explanation.Verdict;

class WhyTest {
    static Stream<Arguments> services() {
        var scaled = "Scaling activity initiated by (deployment ecs-svc/1)";
        return Stream.of(
                row(
                        "as wanted",
                        new Past().steady(5),
                        Verdict.FINE,
                        "Nothing is wrong with web: 2 of 2 tasks run, and it was last said to be steady 5 min ago."),
                row(
                        "no service, but tasks that somebody started",
                        new Past().status("").runs(1, 0),
                        Verdict.FINE,
                        "Nothing is wrong: web is no service: 1 task runs that no service started."),
                row(
                        "no service, and the last task failed",
                        new Past().status("").runs(0, 0).task(exited(1, 25, 1)),
                        Verdict.WRONG,
                        "web is no service: 0 tasks run that no service started, and the last one that stopped did so 25"
                                + " min ago: app exited with code 1 of its own."),
                row(
                        "being deleted",
                        new Past().status("DRAINING"),
                        Verdict.WRONG,
                        "web is DRAINING: the service is being deleted, or was."),
                row(
                        "scaled to zero on purpose",
                        new Past().runs(0, 0),
                        Verdict.FINE,
                        "web is scaled to zero tasks, so nothing is meant to run."),
                row(
                        "scaled to zero after a failure",
                        new Past().runs(0, 0).task(exited(1, 25, 1)),
                        Verdict.WRONG,
                        "web is scaled to zero tasks, so nothing is meant to run; its last task stopped 25 min ago: app"
                                + " exited with code 1 of its own."),
                row(
                        "a task is missing since the first that failed after it was steady",
                        new Past().runs(1, 2).steady(30).task(exited(1, 12, 1)).task(exited(2, 3, 139)),
                        Verdict.WRONG,
                        "web has 1 of 2 tasks, for 12 min: app crashed with a segmentation fault (exit code 139)."),
                row(
                        "what failed before it was steady is not to blame",
                        new Past().runs(1, 2).task(exited(1, 12, 1)).steady(5),
                        Verdict.WRONG,
                        "web has 1 of 2 tasks, and ECS does not say why."),
                row(
                        "no place",
                        new Past()
                                .runs(1, 2)
                                .event(4, "(service web) was unable to place a task because RESOURCE:MEMORY."),
                        Verdict.WRONG,
                        "web has 1 of 2 tasks, for 4 min: ECS finds no place for another."),
                row(
                        "one is on its way",
                        new Past().runs(1, 2).task(Past.alive(1, 2, "PENDING", "RUNNING", "UNKNOWN")),
                        Verdict.UNDER_WAY,
                        "web has 1 of 2 tasks. Task 00000000 of web is starting (PENDING), for 2 min."),
                row(
                        "one is on its way for too long",
                        new Past().runs(1, 2).task(Past.alive(1, 11, "PENDING", "RUNNING", "UNKNOWN")),
                        Verdict.WRONG,
                        "web has 1 of 2 tasks. Task 00000000 of web is starting (PENDING), for 11 min."),
                row(
                        "a deployment failed",
                        new Past().deployment("web:41", "FAILED", 9, "tasks failed to start"),
                        Verdict.WRONG,
                        "The deployment of web:41 to web failed 8 min ago, and web runs 2 of 2 tasks."),
                row(
                        "a deployment failed with its task's cause",
                        new Past()
                                .deployment("web:42", "FAILED", 90, "tasks failed to start")
                                .task(Past.notStarted(1, 20, "CannotPullContainerError: no such image")),
                        Verdict.WRONG,
                        "The deployment of web:42 to web failed 1 h 29 min ago, and web runs 2 of 2 tasks: The image"
                                + " could not be pulled."),
                row(
                        "a deployment whose tasks fail",
                        new Past().deployment("web:42", "IN_PROGRESS", 90, "").task(exited(1, 20, 127)),
                        Verdict.WRONG,
                        "A deployment of web:42 to web is under way for 1 h 30 min, 1 of 2 tasks run, and its tasks"
                                + " fail: app did not run: its program was not found (exit code 127)."),
                row(
                        "a deployment that finds no place",
                        new Past()
                                .deployment("web:42", "IN_PROGRESS", 4, "")
                                .event(3, "(service web) was unable to place a task because RESOURCE:CPU."),
                        Verdict.WRONG,
                        "A deployment of web:42 to web is under way for 4 min, 1 of 2 tasks run, and it finds no place"
                                + " for a task."),
                row(
                        "a deployment that goes well",
                        new Past().deployment("web:42", "IN_PROGRESS", 2, ""),
                        Verdict.UNDER_WAY,
                        "Nothing is wrong with web. A deployment of web:42 to web is under way for 2 min, 1 of 2 tasks"
                                + " run."),
                row(
                        "unhealthy",
                        new Past().task(Past.alive(1, 200, "RUNNING", "RUNNING", "UNHEALTHY")),
                        Verdict.WRONG,
                        "Task 00000000 of web runs, for 3 h 20 min, and its container health check fails."),
                row(
                        "tasks that stop again and again and are replaced",
                        new Past().task(exited(1, 50, 1)).task(exited(2, 2, 137)),
                        Verdict.WRONG,
                        "web runs 2 of 2 tasks, but 2 tasks stopped unplanned within the last hour, the last 2 min ago:"
                                + " app was killed with SIGKILL (exit code 137); ECS reports no memory shortage."),
                row(
                        "a stop of more than an hour ago says nothing about now",
                        new Past().task(exited(1, 61, 1)),
                        Verdict.FINE,
                        "Nothing is wrong with web: 2 of 2 tasks run."),
                row(
                        "a replaced task is no failure",
                        new Past().task(Past.stopped(1, 3, "ServiceSchedulerInitiated", scaled, 143)),
                        Verdict.FINE,
                        "Nothing is wrong with web: 2 of 2 tasks run."),
                row(
                        "Spot",
                        new Past()
                                .runs(1, 2)
                                .task(Past.stopped(1, 3, "SpotInterruption", "Your Spot Task was interrupted.", 143)),
                        Verdict.WRONG,
                        "web has 1 of 2 tasks, for 3 min: AWS took the Spot capacity back."),
                row(
                        "health checks of a load balancer",
                        new Past()
                                .runs(1, 2)
                                .task(Past.stopped(
                                        1,
                                        3,
                                        "ServiceSchedulerInitiated",
                                        "Task failed ELB health checks in (target-group tg)",
                                        143)),
                        Verdict.WRONG,
                        "web has 1 of 2 tasks, for 3 min: It failed the load balancer's health checks."));
    }

    private static Arguments row(String what, Past past, Verdict verdict, String answer) {
        return Arguments.argumentSet(what, past, verdict, answer);
    }

    @ParameterizedTest
    @MethodSource("services")
    void a_service_is_explained_in_one_sentence(Past past, Verdict verdict, String answer) {
        var explanation = Why.of(past.history(), NOW);

        assertThat(explanation.answer()).isEqualTo(answer);
        assertThat(explanation.verdict()).isEqualTo(verdict);
    }

    @Test
    void the_words_of_ecs_and_what_to_try_go_on_from_the_answer() {
        var past = new Past().runs(0, 2).task(Past.notStarted(1, 5, "CannotPullContainerError: web:1 not found"));

        var explanation = Why.of(past.history(), NOW);

        assertThat(explanation.details()).containsExactly("ECS says: CannotPullContainerError: web:1 not found");
        assertThat(explanation.remedies()).singleElement().asString().contains("image's name");
    }

    @Test
    void the_last_lines_are_those_of_the_container_that_brought_the_task_down() {
        var query = Why.of(new Past().runs(1, 2).task(exited(7, 5, 3)).history(), NOW)
                .lastLines()
                .orElseThrow();

        assertThat(query.scope().selector().task()).contains(id(7));
        assertThat(query.scope().selector().container()).contains("app");
        assertThat(query.since()).isEqualTo(ago(65));
        assertThat(query.until()).isEqualTo(ago(4));
        assertThat(query.end()).isEqualTo(LogQuery.End.NEWEST);
    }

    @Test
    void a_task_that_never_ran_wrote_no_lines() {
        var past = new Past().runs(1, 2).task(Past.notStarted(1, 5, "ResourceInitializationError: no secret"));

        assertThat(Why.of(past.history(), NOW).lastLines()).isEmpty();
    }

    static Stream<Arguments> tasks() {
        return Stream.of(
                task(
                        exited(1, 25, 1),
                        Verdict.WRONG,
                        "Task 00000000 of web stopped 25 min ago, after it ran for 1 h: app exited with code 1 of its"
                                + " own."),
                task(
                        Past.notStarted(1, 25, "CannotStartContainerError: exec: \"serve\": not found"),
                        Verdict.WRONG,
                        "Task 00000000 of web stopped 25 min ago, and never ran: The container could not be started."),
                task(
                        Past.stopped(1, 25, "UserInitiated", "draining by hand", 143),
                        Verdict.FINE,
                        "Task 00000000 of web stopped 25 min ago, after it ran for 1 h: Somebody stopped it."),
                task(
                        Past.alive(1, 25, "RUNNING", "RUNNING", "HEALTHY"),
                        Verdict.FINE,
                        "Nothing is wrong with task 00000000 of web: it runs, for 25 min."),
                task(
                        Past.alive(1, 3, "PROVISIONING", "RUNNING", "UNKNOWN"),
                        Verdict.UNDER_WAY,
                        "Task 00000000 of web is starting (PROVISIONING), for 3 min."));
    }

    private static Arguments task(TaskHistory task, Verdict verdict, String answer) {
        return Arguments.argumentSet(answer, task, verdict, answer);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void a_task_is_explained_in_one_sentence(TaskHistory task, Verdict verdict, String answer) {
        var explanation = explained(new Past().task(task).history(), id(1));

        assertThat(explanation.answer()).isEqualTo(answer);
        assertThat(explanation.verdict()).isEqualTo(verdict);
    }

    private static Explanation explained(ServiceHistory history, String id) {
        return ((Why.OfTask.Explained) Why.of(history, id, NOW)).explanation();
    }

    @Test
    void what_is_known_from_elsewhere_says_from_where() {
        var seen = Past.known(exited(1, 2_000, 1), new KnownFrom.Look(ago(1_990)));
        var told = Past.known(exited(2, 3_000, 1), new KnownFrom.TaskEvent(ago(3_000)));
        var history = new Past().history().recalling(new Fact.Known<>(List.of(seen, told)));

        assertThat(explained(history, id(1)).details())
                .containsExactly("ECS has forgotten it; Sallyport saw it stopped 33 h 10 min ago.");
        assertThat(explained(history, id(2)).details())
                .containsExactly("ECS has forgotten it; EventBridge told of its stop 2 d ago.");
    }

    @Test
    void what_ecs_still_knows_is_not_recalled_a_second_time() {
        var known = exited(1, 25, 1);
        var remembered = Past.known(exited(1, 25, 2), new KnownFrom.Look(ago(20)));
        var history = new Past().task(known).history().recalling(new Fact.Known<>(List.of(remembered)));

        assertThat(history.tasks()).containsExactly(known);
    }

    @Test
    void a_memory_that_does_not_answer_is_said() {
        var history = new Past().history().recalling(new Fact.Missing<>("The memory does not answer."));

        assertThat(Why.of(history, NOW).details()).containsExactly("The memory does not answer.");
        assertThat(((Why.OfTask.NotOne) Why.of(history, "abc", NOW)).sentence())
                .endsWith("The memory does not answer.");
    }

    @Test
    void a_beginning_that_several_tasks_share_is_answered_with_their_ids() {
        var history = new Past().task(exited(1, 25, 1)).task(exited(2, 20, 1)).history();

        assertThat(((Why.OfTask.NotOne) Why.of(history, "0000", NOW)).sentence())
                .contains(id(1), id(2), "Give more of the id.");
    }

    @Test
    void a_task_nobody_knows_is_answered_with_how_long_tasks_are_known() {
        assertThat(((Why.OfTask.NotOne) Why.of(new Past().history(), "abc", NOW)).sentence())
                .contains("ECS knows no task of web that begins with abc", "about an hour", "30 days");
    }

    @Test
    void the_time_line_has_service_deployments_and_tasks_in_order_and_says_once_what_was_said_in_a_row() {
        var past = new Past()
                .deployment("web:42", "COMPLETED", 100, "")
                .steady(98)
                .steady(97)
                .steady(96)
                .task(exited(1, 5, 1));

        assertThat(Why.of(past.history(), NOW).timeline())
                .extracting(TimelineEntry::who, TimelineEntry::what)
                .containsExactly(
                        entry("deploy", "deployment of web:42 began"),
                        entry("deploy", "deployment of web:42 COMPLETED"),
                        entry("service", "(service web) has reached a steady state. (×3)"),
                        entry("00000000", "created from web:42"),
                        entry("00000000", "pulls its images"),
                        entry("00000000", "has its images, after 60 s"),
                        entry("00000000", "runs"),
                        entry("00000000", "stops: EssentialContainerExited: Essential container in task exited"),
                        entry("00000000", "its containers have ended: app exit 1"),
                        entry("00000000", "stopped"));
    }

    private static Tuple entry(String who, String what) {
        return tuple(who, what);
    }

    @Test
    void of_one_task_the_time_line_has_its_own_moments_and_the_events_that_name_it() {
        var past = new Past()
                .steady(98)
                .event(70, "(service web) has started 1 tasks: (task " + id(1) + ").")
                .task(exited(1, 5, 1))
                .task(exited(2, 3, 1));

        assertThat(explained(past.history(), id(1)).timeline())
                .hasSize(8)
                .noneMatch(entry -> entry.what().contains("steady"));
    }

    @Test
    void without_a_moment_of_stopping_the_last_entry_has_cause_and_exit_codes() {
        var stopped = exited(1, 5, 9);
        var bare = new TaskHistory(stopped.task(), TaskTimes.NONE, new KnownFrom.Ecs());

        assertThat(explained(new Past().task(bare).history(), id(1))
                        .timeline()
                        .getLast()
                        .what())
                .isEqualTo("stopped: EssentialContainerExited: Essential container in task exited: app exit 9");
        assertThat(bare.endedAt()).isEqualTo(Optional.of(ago(5)));
    }
}

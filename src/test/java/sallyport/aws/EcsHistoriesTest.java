package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sallyport.aws.EcsFixture.WEB;
import static sallyport.aws.EcsFixture.arn;
import static sallyport.aws.EcsFixture.id;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Alias;
import sallyport.request.Selector;
import sallyport.watch.Fact;
import sallyport.watch.KnownFrom;
import sallyport.watch.LineFilter;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogQuery;
import sallyport.watch.LogScope;
import sallyport.watch.Looked;
import sallyport.watch.MemoryOfTasks;
import sallyport.watch.ServiceHistory;
import sallyport.watch.StoppedTask;
import sallyport.watch.TaskGroup;
import sallyport.watch.TaskHistory;

/** What ECS knows of the past, and what is remembered beyond that. */
class EcsHistoriesTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Alias WORKER = new Alias(
            "worker", WEB.account(), WEB.region(), WEB.cluster(), "worker", Optional.empty(), Optional.empty());

    private final AwsStub aws = new AwsStub();
    private final AwsClients clients = aws.clients();
    private final EcsFixture ecs = new EcsFixture(aws);
    private final MemoryOfTasks memory = new MemoryOfTasks();
    private final TaskRecorder recorder = new TaskRecorder(memory, InstantSource.fixed(NOW));
    private final EcsReader reader = new EcsReader(clients, recorder);
    private final EcsHistories histories = new EcsHistories(
            new AwsTargets(List.of(EcsFixture.TARGET, new AwsTarget(WORKER, Optional.empty(), Optional.empty()))),
            reader);

    @AfterEach
    void close() {
        recorder.close();
        clients.close();
        aws.close();
    }

    private List<TaskHistory> remembered() {
        return ((Fact.Known<List<TaskHistory>>) memory.of(TaskGroup.of(WEB))).value();
    }

    @Test
    void a_history_has_deployments_and_the_moments_of_each_task() {
        ecs.stopped(id(3), 1)
                .put("pullStartedAt", 1795600001)
                .put("pullStoppedAt", 1795600009)
                .put("stoppingAt", 1795600150)
                .put("executionStoppedAt", 1795600160);

        var history = ((Looked.Found<ServiceHistory>) histories.look(WEB)).value();

        assertThat(history.begun()).containsEntry("ecs-svc/1", Instant.ofEpochSecond(1795600000));
        var times = history.tasks().getFirst().times();
        assertThat(times.pullStartedAt()).contains(Instant.ofEpochSecond(1795600001));
        assertThat(times.pullStoppedAt()).contains(Instant.ofEpochSecond(1795600009));
        assertThat(times.stoppingAt()).contains(Instant.ofEpochSecond(1795600150));
        assertThat(times.executionStoppedAt()).contains(Instant.ofEpochSecond(1795600160));
    }

    @Test
    void a_service_that_is_not_there_and_a_denial_are_sentences() {
        assertThat(histories.look(WORKER)).isInstanceOf(Looked.Missing.class);

        aws.on("DescribeServices", _ -> AwsStub.error(400, "AccessDeniedException", "not authorized"));

        assertThat(histories.look(WEB)).isInstanceOf(Looked.Unavailable.class);
    }

    @Test
    void what_any_read_sees_stopped_is_remembered_and_what_runs_is_not() {
        ecs.runs(id(1));
        ecs.stopped(id(3), 1);

        var _ = new EcsServices(EcsFixture.TARGETS, reader).look(WEB);

        await().until(() -> !remembered().isEmpty());
        assertThat(remembered()).singleElement().satisfies(known -> {
            assertThat(known.task().arn()).isEqualTo(arn(id(3)));
            assertThat(known.knownFrom()).isEqualTo(new KnownFrom.Look(NOW));
        });
    }

    @Test
    void what_could_not_be_remembered_is_remembered_at_the_next_look() {
        ecs.stopped(id(3), 1);
        memory.answers = false;
        var _ = histories.look(WEB);
        await().until(() -> memory.refusals() > 0);
        memory.answers = true;

        await().until(() -> {
            var _ = histories.look(WEB);
            return remembered().size() == 1;
        });
    }

    @Test
    void a_round_looks_at_the_stopped_tasks_of_every_target_and_survives_one_that_is_refused() {
        ecs.stopped(id(3), 1);
        var denied = new AwsTarget(WORKER, Optional.empty(), Optional.empty());
        try (var rounds = new TaskRounds(List.of(denied, EcsFixture.TARGET), reader)) {
            aws.on(
                    "DescribeServices",
                    body -> body.path("services").get(0).asString("").equals("worker")
                            ? AwsStub.error(400, "AccessDeniedException", "not authorized")
                            : AwsStub.json(EcsFixture.array("services", List.of(ecs.service))));

            rounds.round();
        }
        await().until(() -> remembered().size() == 1);
    }

    @Test
    void the_target_of_a_task_is_told_by_its_group() {
        ecs.runs(id(1));

        assertThat(histories.home(List.of(WORKER, WEB), arn(id(1)))).isEqualTo(new Looked.Found<>(WEB));
        assertThat(histories.home(List.of(WORKER), arn(id(1)))).isInstanceOf(Looked.Missing.class);
        assertThat(histories.home(List.of(WORKER, WEB), arn(id(9)))).isInstanceOf(Looked.Missing.class);
    }

    @Test
    void targets_of_one_cluster_are_asked_about_a_task_at_once() {
        ecs.runs(id(1));

        var _ = histories.home(List.of(WORKER, WEB), arn(id(1)));

        assertThat(aws.calls("DescribeTasks")).hasSize(1);
    }

    @Test
    void a_cluster_that_cannot_be_asked_is_said_unless_the_task_is_elsewhere() {
        aws.on("DescribeTasks", _ -> AwsStub.error(400, "AccessDeniedException", "not authorized"));

        assertThat(histories.home(List.of(WEB), arn(id(1)))).isInstanceOf(Looked.Unavailable.class);
    }

    @Test
    void logs_of_a_task_that_ecs_has_forgotten_are_found_by_the_beginning_of_its_id_and_say_how_it_is_known() {
        ecs.stopped(id(3), 1);
        // By a reader that nobody watches: the other one's recorder would remember the same task as seen just now.
        var forgotten = EcsHistories.history(
                new EcsReader(clients).task(EcsFixture.TARGET, arn(id(3))).orElseThrow(),
                new KnownFrom.Look(NOW.minusSeconds(7200)));
        ecs.stopped.clear();
        memory.keep(List.of(new StoppedTask(TaskGroup.of(WEB), forgotten)));
        ecs.definition
                .withArray("containerDefinitions")
                .removeAll()
                .addObject()
                .put("name", "app")
                .set("logConfiguration", EcsFixture.object("""
                        {"logDriver":"awslogs","options":{"awslogs-group":"/ecs/web","awslogs-region":"eu-west-1"}}"""));
        aws.answers("GetLogEvents", """
                {"events":[{"timestamp":1795600100000,"ingestionTime":1795600100000,"message":"bye"}],
                 "nextForwardToken":"f","nextBackwardToken":"b"}""");

        var answer = logs().read(query(id(3).substring(0, 31)));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        LogAnswer.Lines.class,
                        lines -> assertThat(lines.notes())
                                .anyMatch(note -> note.contains("app exited with code 1")
                                        && note.contains("Sallyport saw it stopped 2 h ago")));
        assertThat(aws.calls("GetLogEvents")
                        .getFirst()
                        .body()
                        .path("logStreamName")
                        .asString(""))
                .isEqualTo(id(3) + "-0123456789");
    }

    @Test
    void a_beginning_that_nobody_remembers_is_answered_as_before() {
        assertThat(logs().read(query("abc")))
                .isInstanceOfSatisfying(
                        LogAnswer.NotReadable.class,
                        not -> assertThat(not.explanation()).contains("ECS knows no task of web that begins with abc"));
    }

    private CloudWatchLogs logs() {
        return new CloudWatchLogs(
                EcsFixture.TARGETS,
                clients,
                new LogSources(reader, memory, InstantSource.fixed(NOW)),
                new LogBudgets(System::nanoTime, time -> {}),
                text -> text);
    }

    private static LogQuery query(String task) {
        var scope = LogScope.of(new Selector("web", Optional.of(task), Optional.empty()));
        return new LogQuery(scope, Instant.EPOCH, NOW, LineFilter.EVERYTHING, LogQuery.End.NEWEST, 10);
    }
}

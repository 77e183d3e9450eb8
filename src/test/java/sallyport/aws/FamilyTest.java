package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Selector;
import sallyport.request.StartFailure;
import sallyport.request.Target;
import sallyport.run.Resolution;
import sallyport.watch.Fact;
import sallyport.watch.LogScope;
import sallyport.watch.Looked;
import sallyport.watch.ServiceDescription;
import sallyport.watch.ServiceState;
import sallyport.watch.TaskState;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import tools.jackson.databind.node.ObjectNode;

/** Tasks that no service started, in a cluster that is a target as a whole; the family is called as the service is. */
class FamilyTest {
    private static final Alias JOBS =
            new Alias("jobs", EcsFixture.ACCOUNT, EcsFixture.REGION, "prod", "*", Optional.empty(), Optional.empty());
    private static final AwsTargets TARGETS =
            new AwsTargets(List.of(new AwsTarget(JOBS, Optional.empty(), Optional.empty())));
    private static final Aliases ALIASES = TARGETS.aliases();

    private final AwsStub aws = new AwsStub();
    private final AwsClients clients = aws.clients();
    private final EcsFixture ecs = new EcsFixture(aws);
    private final EcsReader reader = new EcsReader(clients);
    private final EcsServices services = new EcsServices(TARGETS, reader);
    private final TargetResolver resolver = new TargetResolver(TARGETS, reader);

    /** One of the service, and two others of the family: one in the family's group, one in a group of its own. */
    @BeforeEach
    void run() {
        ecs.runs(EcsFixture.id(1));
        ecs.runs(EcsFixture.id(2), task -> task.put("group", "family:web"));
        ecs.runs(EcsFixture.id(3), task -> task.put("group", "nightly"));
    }

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @Test
    void a_familys_tasks_are_those_that_no_service_started_whatever_group_they_are_in() {
        assertThat(seen("jobs/family:web").tasks())
                .extracting(TaskState::id)
                .containsExactly(EcsFixture.id(3), EcsFixture.id(2));
        assertThat(aws.calls("DescribeServices")).isEmpty();
        assertThat(aws.calls("ListTasks"))
                .extracting(call -> call.body().path("family").asString(""))
                .containsOnly("web");
    }

    @Test
    void a_name_means_the_service_where_there_is_one() {
        assertThat(seen("jobs/web").service()).isEqualTo("web");
        assertThat(seen("jobs/web").isFamily()).isFalse();
    }

    @Test
    void a_name_means_the_family_where_there_is_no_such_service() {
        withoutService();

        assertThat(seen("jobs/web")).satisfies(state -> {
            assertThat(state.isFamily()).isTrue();
            assertThat(state.service()).isEqualTo("family:web");
            assertThat(state.running()).isEqualTo(2);
            assertThat(state.revision()).isEqualTo("web:42");
        });
    }

    @Test
    void a_target_of_one_service_never_means_a_family() {
        withoutService();

        assertThat(new EcsServices(EcsFixture.TARGETS, reader).look(EcsFixture.WEB))
                .isInstanceOf(Looked.Missing.class);
    }

    @Test
    void neither_service_nor_family_is_said_in_one_sentence() {
        withoutService();
        ecs.running.clear();

        assertThat(services.look(place("jobs/web")))
                .isInstanceOfSatisfying(
                        Looked.Missing.class,
                        missing -> assertThat(missing.explanation())
                                .contains("no service web in cluster prod")
                                .contains("no task of a family web that no service started"));
    }

    @Test
    void a_command_runs_in_a_task_of_the_family_and_its_place_is_called_as_ecs_calls_the_group() {
        assertThat(resolved("jobs/family:web", Optional.empty())).satisfies(target -> {
            assertThat(target.taskId()).isEqualTo(EcsFixture.id(3));
            assertThat(target.service()).isEqualTo("family:web");
            assertThat(target.alias()).isEqualTo("jobs/family:web");
            assertThat(TARGETS.find(target)).isPresent();
        });
    }

    @Test
    void an_approval_for_the_family_is_void_once_the_name_means_a_service() {
        ecs.running.removeFirst();
        var service = resolved("jobs/web", Optional.empty());
        withoutService();
        var family = resolved("jobs/web", Optional.empty());

        assertThat(family.task()).isEqualTo(service.task());
        assertThat(family.sameRevisionAs(service)).isFalse();
    }

    @Test
    void a_task_without_exec_is_answered_with_how_to_start_one_that_has_it() {
        ecs.running.removeLast();
        ecs.running.getLast().put("enableExecuteCommand", false);

        assertThat(resolver.resolve(new Selector("jobs/family:web", Optional.empty(), Optional.empty())))
                .isInstanceOfSatisfying(Resolution.Impossible.class, impossible -> {
                    assertThat(impossible.cause().kind()).isEqualTo(StartFailure.Kind.EXEC_UNAVAILABLE);
                    assertThat(impossible.cause().explanation())
                            .contains("aws ecs run-task --region eu-west-1 --cluster prod --task-definition web")
                            .contains("--enable-execute-command");
                });
    }

    @Test
    void a_family_is_described_without_what_only_a_service_has() {
        withoutService();
        aws.on("ListServiceDeployments", body -> AwsStub.error(400, "ServiceNotFoundException", "Service not found."));

        var described = new EcsDescriptions(TARGETS, clients, reader).describe(place("jobs/web"));

        assertThat(described)
                .isInstanceOfSatisfying(
                        Looked.Found.class,
                        found -> assertThat(((ServiceDescription) found.value()).rollouts())
                                .isEqualTo(new Fact.Known<>(List.of())));
    }

    @Test
    void a_task_is_found_to_be_of_its_service_or_of_its_family() {
        var finder = new EcsTaskFinder(TARGETS, reader);

        assertThat(finder.find(task(1))).isEqualTo(new Looked.Found<>(place("jobs/web")));
        assertThat(finder.find(task(2))).isEqualTo(new Looked.Found<>(place("jobs/family:web")));
        assertThat(finder.find(task(3))).isEqualTo(new Looked.Found<>(place("jobs/family:web")));
        assertThat(finder.find(task(9)))
                .isInstanceOfSatisfying(
                        Looked.Missing.class,
                        missing -> assertThat(missing.explanation()).contains("ECS knows no task"));
    }

    @Test
    void a_task_whose_service_is_a_target_of_its_own_is_that_targets() {
        var both = new AwsTargets(List.of(new AwsTarget(JOBS, Optional.empty(), Optional.empty()), EcsFixture.TARGET));
        var task = both.aliases().task(EcsFixture.arn(EcsFixture.id(1))).orElseThrow();

        assertThat(new EcsTaskFinder(both, reader).find(task)).isEqualTo(new Looked.Found<>(EcsFixture.WEB));
    }

    @Test
    void a_refused_look_up_of_a_task_says_who_refused_it() {
        aws.on(
                "DescribeTasks",
                body -> AwsStub.error(
                        400,
                        "AccessDeniedException",
                        "User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: ecs:DescribeTasks because no policy"));

        assertThat(new EcsTaskFinder(TARGETS, reader).find(task(1)))
                .isInstanceOfSatisfying(
                        Looked.Unavailable.class,
                        denied -> assertThat(denied.explanation()).contains("ecs:DescribeTasks"));
    }

    @Test
    void by_the_name_of_a_family_no_line_of_its_services_tasks_is_read() {
        logs();

        for (var id : List.of(EcsFixture.id(1), EcsFixture.id(7))) {
            assertThat(sources("jobs/family:web", Optional.of(id), false))
                    .isInstanceOfSatisfying(
                            LogSources.Answer.Nothing.class,
                            nothing -> assertThat(nothing.why())
                                    .contains("no task " + id + " of jobs/family:web", "Nothing was read."));
        }
        assertThat(sources("jobs/family:web", Optional.empty(), true)).isInstanceOf(LogSources.Answer.Nothing.class);
        assertThat(sources("jobs/family:web", Optional.empty(), false))
                .isInstanceOfSatisfying(
                        LogSources.Answer.Streams.class,
                        streams -> assertThat(streams.streams())
                                .extracting(LogStream::taskId)
                                .containsExactlyInAnyOrder(EcsFixture.id(2), EcsFixture.id(3)));
    }

    @Test
    void by_the_name_of_a_service_no_line_of_a_task_is_read_that_ecs_has_elsewhere() {
        logs();
        aws.answers("ListTasks", "{\"taskArns\":[\"" + EcsFixture.arn(EcsFixture.id(1)) + "\"]}");

        assertThat(sources("jobs/web", Optional.of(EcsFixture.id(2)), false))
                .isEqualTo(new LogSources.Answer.Nothing("Task " + EcsFixture.id(2)
                        + " is not one of jobs/web: ECS has it in the group family:web. Nothing was read."));
        assertThat(sources("jobs/web", Optional.of(EcsFixture.id(7)), false))
                .isInstanceOfSatisfying(
                        LogSources.Answer.Streams.class,
                        streams -> assertThat(streams.streams())
                                .extracting(LogStream::name)
                                .containsExactly("web/app/" + EcsFixture.id(7)));
    }

    private void logs() {
        ((ObjectNode) ecs.definition.path("containerDefinitions").get(0))
                .putObject("logConfiguration")
                .put("logDriver", "awslogs")
                .putObject("options")
                .put("awslogs-group", "/ecs/web")
                .put("awslogs-region", "eu-west-1")
                .put("awslogs-stream-prefix", "web");
    }

    private LogSources.Answer sources(String name, Optional<String> task, boolean previous) {
        var scope = new LogScope(new Selector(name, task, Optional.empty()), previous);
        return new LogSources(reader).find(TARGETS.find(name).orElseThrow(), scope, region -> {
            throw new AssertionError("the streams' names are known");
        });
    }

    @Test
    void running_tasks_of_a_family_are_asked_for_in_both_states_at_once() {
        ecs.stopped(EcsFixture.id(4), 1).put("group", "family:web");

        var tasks = reader.snapshot(
                        TARGETS.find("jobs/family:web").orElseThrow(),
                        List.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED))
                .tasks();

        assertThat(tasks).hasSize(3);
    }

    private void withoutService() {
        aws.answers("DescribeServices", "{\"services\":[],\"failures\":[{\"reason\":\"MISSING\"}]}");
        aws.answers("ListServices", "{\"serviceArns\":[]}");
    }

    private ServiceState seen(String name) {
        return switch (services.look(place(name))) {
            case Looked.Found<ServiceState>(var state) -> state;
            case Looked.Missing<ServiceState>(var why) -> throw new AssertionError(why);
            case Looked.Unavailable<ServiceState>(var why) -> throw new AssertionError(why);
        };
    }

    private Target resolved(String name, Optional<String> task) {
        return switch (resolver.resolve(new Selector(name, task, Optional.empty()))) {
            case Resolution.Resolved resolved -> resolved.target();
            case Resolution other -> throw new AssertionError(other);
        };
    }

    private static Alias place(String name) {
        return ALIASES.find(name).orElseThrow();
    }

    private static Aliases.Task task(int number) {
        return ALIASES.task(EcsFixture.id(number)).orElseThrow();
    }
}

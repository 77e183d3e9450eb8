package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Alias;
import sallyport.watch.ContainerState;
import sallyport.watch.Looked;
import sallyport.watch.ServiceState;
import sallyport.watch.StopCause;
import sallyport.watch.TaskState;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;

class EcsServicesTest {
    private final AwsStub aws = new AwsStub();
    private final AwsClients clients = aws.clients();
    private final EcsFixture ecs = new EcsFixture(aws);
    private final EcsReader reader = new EcsReader(clients);
    private final EcsServices services = new EcsServices(EcsFixture.TARGETS, reader);

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @Test
    void a_service_is_told_with_its_deployments_events_and_tasks() {
        ecs.runs(EcsFixture.id(1));

        var state = found();

        assertThat(state.cluster()).isEqualTo("prod");
        assertThat(state.revision()).isEqualTo("web:42");
        assertThat(state.launchType()).isEqualTo("FARGATE");
        assertThat(state.execEnabled()).isTrue();
        assertThat(state.deployments()).singleElement().satisfies(deployment -> {
            assertThat(deployment.rolloutState()).isEqualTo("COMPLETED");
            assertThat(deployment.updatedAt()).isPresent();
        });
        assertThat(state.happenings())
                .singleElement()
                .satisfies(event -> assertThat(event.message()).contains("steady state"));
        assertThat(state.tasks()).singleElement().satisfies(task -> {
            assertThat(task.id()).isEqualTo(EcsFixture.id(1));
            assertThat(task.containers())
                    .singleElement()
                    .extracting(ContainerState::execAgent)
                    .isEqualTo(Optional.of("RUNNING"));
        });
    }

    @Test
    void running_tasks_come_first_and_the_newest_of_them_on_top() {
        ecs.stopped(EcsFixture.id(9), 1);
        ecs.runs(EcsFixture.id(1));
        ecs.runs(EcsFixture.id(2));

        assertThat(found().tasks())
                .extracting(TaskState::id)
                .containsExactly(EcsFixture.id(2), EcsFixture.id(1), EcsFixture.id(9));
    }

    @Test
    void a_stopped_task_carries_what_it_takes_to_say_why() {
        ecs.stopped(EcsFixture.id(9), 127);

        assertThat(StopCause.of(found().tasks().getFirst()))
                .get()
                .extracting(finding -> finding.what())
                .asString()
                .contains("127");
    }

    @Test
    void all_pages_of_a_task_list_are_read_and_described_in_batches_of_100() {
        var ids = EcsFixture.ids(250);
        ids.forEach(ecs::runs);
        aws.on("ListTasks", body -> page(ids, body.path("nextToken").asString("0")));

        assertThat(reader.snapshot(EcsFixture.TARGET, List.of(DesiredStatus.RUNNING))
                        .tasks())
                .hasSize(250);
        assertThat(aws.calls("DescribeTasks"))
                .extracting(call -> call.body().path("tasks").size())
                .containsExactlyInAnyOrder(100, 100, 50);
    }

    private static AwsStub.Reply page(List<String> ids, String token) {
        int from = Integer.parseInt(token);
        int to = Math.min(ids.size(), from + 90);
        var answer = AwsStub.JSON.createObjectNode();
        var arns = answer.putArray("taskArns");
        ids.subList(from, to).forEach(id -> arns.add(EcsFixture.arn(id)));
        if (to < ids.size()) {
            answer.put("nextToken", String.valueOf(to));
        }
        return AwsStub.json(answer);
    }

    @Test
    void exactly_100_tasks_take_one_description_and_101_take_two() {
        assertThat(Batches.of(EcsFixture.ids(100), 100)).hasSize(1);
        assertThat(Batches.of(EcsFixture.ids(101), 100)).hasSize(2);
        assertThat(Batches.of(List.of(), 100)).isEmpty();
    }

    @Test
    void a_missing_service_is_told_with_the_names_that_come_near() {
        aws.answers("DescribeServices", "{\"services\":[],\"failures\":[{\"reason\":\"MISSING\"}]}");
        aws.on("ListTasks", body -> AwsStub.error(400, "ServiceNotFoundException", "Service not found."));
        aws.answers("ListServices", """
                {"serviceArns":["arn:aws:ecs:eu-west-1:111122223333:service/prod/webb",
                 "arn:aws:ecs:eu-west-1:111122223333:service/prod/billing"]}""");

        assertThat(services.look(EcsFixture.WEB))
                .asInstanceOf(type(Looked.Missing.class))
                .extracting(missing -> missing.explanation())
                .asString()
                .contains("no service web in cluster prod")
                .contains("webb")
                .doesNotContain("billing");
    }

    @Test
    void a_missing_service_is_told_without_names_when_listing_is_denied() {
        aws.answers("DescribeServices", "{\"services\":[]}");

        assertThat(services.look(EcsFixture.WEB))
                .asInstanceOf(type(Looked.Missing.class))
                .extracting(missing -> missing.explanation())
                .asString()
                .contains("no service web")
                .doesNotContain("The cluster has");
    }

    @Test
    void a_deleted_service_that_ecs_still_remembers_is_missing() {
        ecs.service.put("status", "INACTIVE");

        assertThat(services.look(EcsFixture.WEB)).isInstanceOf(Looked.Missing.class);
    }

    @Test
    void a_missing_cluster_is_missing_and_not_an_outage() {
        aws.on("DescribeServices", body -> AwsStub.error(400, "ClusterNotFoundException", "Cluster not found."));

        assertThat(services.look(EcsFixture.WEB)).isInstanceOf(Looked.Missing.class);
    }

    @Test
    void a_denied_read_says_who_was_denied_what() {
        aws.on(
                "DescribeServices",
                body -> AwsStub.error(
                        400,
                        "AccessDeniedException",
                        "User: arn:aws:sts::111122223333:assumed-role/target/sallyport is not authorized to perform: "
                                + "ecs:DescribeServices on resource: arn:aws:ecs:eu-west-1:111122223333:service/prod/web "
                                + "because no identity-based policy allows the ecs:DescribeServices action"));

        assertThat(services.look(EcsFixture.WEB))
                .asInstanceOf(type(Looked.Unavailable.class))
                .extracting(unavailable -> unavailable.explanation())
                .asString()
                .contains("AWS denied ecs:DescribeServices")
                .contains("assumed-role/target/sallyport")
                .contains("Allow ecs:DescribeServices");
    }

    @Test
    void reads_are_repeated_when_aws_fails_and_then_succeed() {
        var failures = new AtomicInteger(2);
        ecs.runs(EcsFixture.id(1));
        aws.on(
                "DescribeTaskDefinition",
                body -> failures.getAndDecrement() > 0
                        ? AwsStub.error(500, "ServerException", "try again")
                        : AwsStub.json(AwsStub.JSON.createObjectNode().set("taskDefinition", ecs.definition)));

        assertThat(reader.taskDefinition(EcsFixture.TARGET, EcsFixture.REVISION).family())
                .isEqualTo("web");
        assertThat(aws.calls("DescribeTaskDefinition")).hasSize(3);
    }

    @Test
    void a_revision_is_fetched_once() {
        reader.taskDefinition(EcsFixture.TARGET, EcsFixture.REVISION);
        reader.taskDefinition(EcsFixture.TARGET, EcsFixture.REVISION);

        assertThat(aws.calls("DescribeTaskDefinition")).hasSize(1);
    }

    @Test
    void an_alias_that_is_not_configured_is_never_asked_about() {
        var foreign = new Alias("wbe", "444455556666", "us-east-1", "prod", "web", Optional.empty(), Optional.empty());

        assertThat(services.look(foreign))
                .asInstanceOf(type(Looked.Missing.class))
                .extracting(missing -> missing.explanation())
                .asString()
                .contains("Did you mean web?");
        assertThat(aws.calls("DescribeServices")).isEmpty();
    }

    private ServiceState found() {
        return switch (services.look(EcsFixture.WEB)) {
            case Looked.Found<ServiceState>(var state) -> state;
            case Looked.Missing<ServiceState>(var why) -> throw new AssertionError(why);
            case Looked.Unavailable<ServiceState>(var why) -> throw new AssertionError(why);
        };
    }
}

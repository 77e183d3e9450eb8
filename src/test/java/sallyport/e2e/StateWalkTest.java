package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.e2e.ControlClient.REQUESTER;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Tag;

/** How services are, which there are, and tasks that no service started. */
class StateWalkTest extends Walk {
    private EcsClient ecs;
    private String task;

    /** A task of the family of {@code web} that no service started, running with its exec agent. */
    @BeforeAll
    void runTask() {
        ecs = EcsClient.builder()
                .endpointOverride(sandbox().aws().endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDSANDBOX", "s")))
                .httpClient(Apache5HttpClient.create())
                .build();
        var network = ecs.describeServices(request -> request.cluster("demo").services("web"))
                .services()
                .getFirst()
                .networkConfiguration();
        var started = ecs.runTask(request -> request.cluster("demo")
                .taskDefinition("web:42")
                .launchType("FARGATE")
                .networkConfiguration(network)
                .tags(Tag.builder().key("sallyport").value("allow").build())
                .enableExecuteCommand(true));
        var arn = started.tasks().getFirst().taskArn();
        task = arn.substring(arn.lastIndexOf('/') + 1);
        Awaitility.await().until(() -> agent(arn), "RUNNING"::equals);
    }

    private String agent(String arn) {
        return ecs
                .describeTasks(request -> request.cluster("demo").tasks(arn))
                .tasks()
                .getFirst()
                .containers()
                .getFirst()
                .managedAgents()
                .stream()
                .map(agent -> agent.lastStatus())
                .findFirst()
                .orElse("");
    }

    @AfterAll
    void closeClient() {
        ecs.close();
    }

    @Test
    void describe_tells_the_health_that_a_load_balancer_sees_and_the_thread_names_the_task() {
        slack().command(REQUESTER, "describe clinic/unhealthy-target");

        var card = slack().awaitMessage(REQUESTER, "Load balancer");

        assertThat(ControlClient.text(card))
                .contains("clinic/unhealthy-target")
                .contains("unhealthy (Target.ResponseCodeMismatch)");
        assertThat(slack().awaitThread(card, "Health checks failed")).contains("codes: [503]", "RUNNING");
    }

    @Test
    void describe_tells_why_tasks_stopped_in_one_line_a_reason() {
        slack().command(REQUESTER, "describe batch");

        assertThat(ControlClient.text(slack().awaitMessage(REQUESTER, "Stopped: 1 task")))
                .contains("killed for memory", "scaled to zero");
    }

    @Test
    void services_lists_every_target_and_a_hundred_services_of_a_cluster() {
        slack().command(REQUESTER, "services");

        assertThat(ControlClient.text(slack().awaitMessage(REQUESTER, "NAME")))
                .containsPattern("web +2/2 +on")
                .containsPattern("legacy +1/1 +off")
                .contains("clinic/d09-exec-off")
                .doesNotContain("jobs/web");
        assertThat(ControlClient.text(slack().awaitMessage(REQUESTER, "fleet/ship-100")))
                .contains("fleet/ship-099");
    }

    @Test
    void tasks_of_a_family_are_those_that_no_service_started() {
        slack().command(REQUESTER, "tasks jobs/family:web");

        var list = ControlClient.text(slack().awaitMessage(REQUESTER, "tasks that no service started"));

        assertThat(list).contains(task.substring(0, 8), "1 running");
    }

    @Test
    void a_task_that_no_service_started_is_described_by_its_id_alone() {
        slack().command(REQUESTER, "describe " + task);

        assertThat(ControlClient.text(slack().awaitMessage(REQUESTER, "Task")))
                .contains(task, "jobs/family:web", "exec agent RUNNING");
    }

    @Test
    void a_task_that_a_service_started_is_told_as_the_services() {
        var arn = ecs.listTasks(request -> request.cluster("demo").serviceName("worker"))
                .taskArns()
                .getFirst();
        slack().command(REQUESTER, "describe " + arn);

        assertThat(ControlClient.text(slack().awaitMessage(REQUESTER, "worker:17")))
                .contains("of `worker`");
    }

    @Test
    void a_command_runs_in_a_task_that_no_service_started() {
        slack().command(REQUESTER, "exec jobs/family:web \"uname -s\"");

        var card = slack().awaitMessage(REQUESTER, "uname -s");

        assertThat(slack().awaitThread(card, "Linux")).contains("Linux");
        assertThat(executed()).anyMatch(call -> call.contains(task));
    }

    @Test
    void a_whole_cluster_is_no_place_to_look_at() {
        var answer = Walk.answer(slack().command(REQUESTER, "describe fleet"));

        assertThat(answer).contains("all of cluster").contains("fleet/NAME");
    }

    @Test
    void a_service_that_a_cluster_does_not_have_is_said_with_those_that_come_near() {
        slack().command(REQUESTER, "describe fleet/ship-0001");

        assertThat(ControlClient.text(slack().awaitMessage(REQUESTER, "There is no service ship-0001")))
                .contains("ship-001");
    }
}

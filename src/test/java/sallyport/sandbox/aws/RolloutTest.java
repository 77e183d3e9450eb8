package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sallyport.sandbox.aws.ApiClient.Answer;
import tools.jackson.databind.JsonNode;

/** What UpdateService, StopTask and RunTask begin goes on step by step, as DescribeServices and DescribeTasks tell. */
class RolloutTest {
    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    /** More steps than any roll-out here takes. */
    private static final int PLENTY = 40;

    private static Answer ecs(String operation, String body) throws IOException, InterruptedException {
        return AWS.api().ecs(operation, body.replace('\'', '"'));
    }

    private static JsonNode service(String name) throws IOException, InterruptedException {
        return ecs("DescribeServices", "{'cluster':'demo','services':['" + name + "']}")
                .body()
                .path("services")
                .path(0);
    }

    private static List<String> tasks(String service, String status) throws IOException, InterruptedException {
        var arns = ecs(
                        "ListTasks",
                        "{'cluster':'demo','serviceName':'" + service + "','desiredStatus':'" + status + "'}")
                .body()
                .path("taskArns");
        return texts(arns);
    }

    private static JsonNode task(String arn) throws IOException, InterruptedException {
        return ecs("DescribeTasks", "{'cluster':'demo','tasks':['" + arn + "']}")
                .body()
                .path("tasks")
                .path(0);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static List<String> events(JsonNode service) {
        return StreamSupport.stream(service.path("events").spliterator(), false)
                .map(event -> event.path("message").asString())
                .toList();
    }

    private static String rollout(JsonNode service) {
        return service.at("/deployments/0/rolloutState").asString();
    }

    private static void stepUntilSettled(String service) throws IOException, InterruptedException {
        for (int i = 0; i < PLENTY && (i == 0 || !rollout(service(service)).equals("COMPLETED")); i++) {
            AWS.aws().step();
        }
    }

    @Test
    void turning_exec_on_changes_the_service_and_no_task_until_a_new_deployment() throws Exception {
        var before = tasks("legacy", "RUNNING");
        var updated = ecs("UpdateService", "{'cluster':'demo','service':'legacy','enableExecuteCommand':true}")
                .body()
                .path("service");
        assertThat(updated.path("enableExecuteCommand").asBoolean()).isTrue();
        assertThat(updated.path("deployments")).hasSize(1);
        AWS.aws().step();
        assertThat(tasks("legacy", "RUNNING")).isEqualTo(before);
        assertThat(task(before.getFirst()).path("enableExecuteCommand").asBoolean())
                .isFalse();

        ecs("UpdateService", "{'cluster':'demo','service':'legacy','forceNewDeployment':true}");
        stepUntilSettled("legacy");
        var after = tasks("legacy", "RUNNING");
        assertThat(after).hasSize(1).doesNotContainAnyElementsOf(before);
        AWS.aws().step();
        assertThat(task(after.getFirst())
                        .at("/containers/0/managedAgents/0/lastStatus")
                        .asString())
                .isEqualTo("RUNNING");
        assertThat(AWS.api().execute("legacy", "true").status()).isEqualTo(200);
    }

    @Test
    void a_new_task_goes_through_its_statuses_and_its_agent_comes_last() throws Exception {
        ecs("UpdateService", "{'cluster':'demo','service':'batch','desiredCount':1}");
        AWS.aws().step();
        var arn = tasks("batch", "RUNNING").getFirst();
        assertThat(task(arn).path("lastStatus").asString()).isEqualTo("PROVISIONING");
        assertThat(task(arn).has("startedAt")).isFalse();
        for (var status : List.of("PENDING", "ACTIVATING", "RUNNING")) {
            AWS.aws().step();
            assertThat(task(arn).path("lastStatus").asString()).isEqualTo(status);
        }
        var agent = "/containers/0/managedAgents/0/lastStatus";
        assertThat(task(arn).at(agent).asString()).isEqualTo("PENDING");
        AWS.aws().step();
        assertThat(task(arn).at(agent).asString()).isEqualTo("RUNNING");
    }

    @Test
    void the_old_tasks_are_drained_only_once_the_new_ones_run() throws Exception {
        var old = tasks("web", "RUNNING");
        ecs("UpdateService", "{'cluster':'demo','service':'web','forceNewDeployment':true}");
        AWS.aws().step();
        assertThat(service("web").path("deployments")).hasSize(2);
        assertThat(service("web").at("/deployments/1/status").asString()).isEqualTo("ACTIVE");
        assertThat(service("web").path("pendingCount").asInt()).isEqualTo(2);
        assertThat(tasks("web", "RUNNING")).containsAll(old);
        stepUntilSettled("web");
        assertThat(tasks("web", "RUNNING")).hasSize(2).doesNotContainAnyElementsOf(old);
        for (int i = 0; i < PLENTY; i++) {
            AWS.aws().step();
        }
        var stopped = task(old.getFirst());
        assertThat(stopped.path("lastStatus").asString()).isEqualTo("STOPPED");
        assertThat(stopped.path("stopCode").asString()).isEqualTo("ServiceSchedulerInitiated");
        assertThat(stopped.has("stoppedAt")).isTrue();
        assertThat(service("web").path("deployments")).hasSize(1);
        assertThat(events(service("web")).subList(0, 4))
                .satisfiesExactly(
                        steady -> assertThat(steady).endsWith("has reached a steady state."),
                        completed -> assertThat(completed).endsWith("deployment completed."),
                        drained -> assertThat(drained).contains("has stopped 2 running tasks"),
                        started -> assertThat(started).contains("has started 2 tasks"));
    }

    @Test
    void an_image_that_cannot_be_pulled_trips_the_circuit_breaker_and_rolls_back() throws Exception {
        var good = tasks("web", "RUNNING");
        ecs("UpdateService", "{'cluster':'demo','service':'web','taskDefinition':'web:41'}");
        AWS.aws().step();
        var listed = ecs("ListServiceDeployments", "{'cluster':'demo','service':'web','status':['IN_PROGRESS']}")
                .body();
        var deployment = listed.at("/serviceDeployments/0/serviceDeploymentArn").asString();
        stepUntilSettled("web");
        assertThat(tasks("web", "RUNNING")).isNotEmpty().doesNotContain("");
        assertThat(service("web").path("taskDefinition").asString()).endsWith("web:42");
        assertThat(events(service("web"))).anyMatch(event -> event.contains("rolling back"));
        var failed = ecs("DescribeServiceDeployments", "{'serviceDeploymentArns':['" + deployment + "']}")
                .body()
                .path("serviceDeployments")
                .path(0);
        assertThat(failed.path("status").asString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(failed.at("/deploymentCircuitBreaker/status").asString()).isEqualTo("TRIGGERED");
        assertThat(failed.at("/deploymentCircuitBreaker/failureCount").asInt()).isGreaterThanOrEqualTo(3);
        var revision = failed.at("/targetServiceRevision/arn").asString();
        assertThat(ecs("DescribeServiceRevisions", "{'serviceRevisionArns':['" + revision + "']}")
                        .body()
                        .at("/serviceRevisions/0/taskDefinition")
                        .asString())
                .endsWith("web:41");
        var stopped = tasks("web", "STOPPED").stream()
                .filter(arn -> !good.contains(arn))
                .findFirst()
                .orElseThrow();
        assertThat(task(stopped).path("stopCode").asString()).isEqualTo("TaskFailedToStart");
        assertThat(task(stopped).path("stoppedReason").asString()).startsWith("CannotPullContainerError");
    }

    @Test
    void a_stopped_task_says_why_and_its_service_starts_another() throws Exception {
        var arn = tasks("worker", "RUNNING").getFirst();
        var stopping = ecs("StopTask", "{'cluster':'demo','task':'" + arn + "','reason':'asked by alex'}")
                .body()
                .path("task");
        assertThat(stopping.path("desiredStatus").asString()).isEqualTo("STOPPED");
        assertThat(stopping.path("stoppedReason").asString()).isEqualTo("asked by alex");
        assertThat(tasks("worker", "RUNNING")).isEmpty();
        AWS.aws().step();
        assertThat(tasks("worker", "RUNNING")).hasSize(1).doesNotContain(arn);
        for (int i = 0; i < PLENTY; i++) {
            AWS.aws().step();
        }
        assertThat(task(arn).path("lastStatus").asString()).isEqualTo("STOPPED");
        assertThat(task(arn).at("/containers/0/exitCode").asInt()).isEqualTo(143);
    }

    @Test
    void a_task_of_its_own_runs_real_programs_and_one_token_starts_it_once() throws Exception {
        var run = "{'cluster':'demo','taskDefinition':'web','enableExecuteCommand':true,'startedBy':'sallyport',"
                + "'clientToken':'t-1','tags':[{'key':'for','value':'robin'}],"
                + "'networkConfiguration':{'awsvpcConfiguration':{'subnets':['subnet-0a1b2c3d4e5f60718']}}}";
        var arn = ecs("RunTask", run).body().at("/tasks/0/taskArn").asString();
        assertThat(ecs("RunTask", run).body().at("/tasks/0/taskArn").asString()).isEqualTo(arn);
        assertThat(texts(ecs("ListTasks", "{'cluster':'demo','startedBy':'sallyport'}")
                        .body()
                        .path("taskArns")))
                .containsExactly(arn);
        assertThat(task(arn).path("group").asString()).isEqualTo("family:web");
        assertThat(service("web").path("runningCount").asInt()).isEqualTo(2);
        for (int i = 0; i < 5; i++) {
            AWS.aws().step();
        }
        var session = ecs(
                "ExecuteCommand",
                "{'cluster':'demo','task':'" + arn + "','command':'echo one-off','interactive':true}");
        try (var client = RawClient.open(session.body().path("session"))) {
            assertThat(client.awaitEnd()).isEmpty();
            assertThat(client.output()).isEqualTo("one-off\r\n");
        }
    }

    @Test
    void a_task_of_its_own_needs_a_network() throws Exception {
        assertThat(ecs("RunTask", "{'cluster':'demo','taskDefinition':'web'}").error())
                .isEqualTo("InvalidParameterException");
    }
}

package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.sandbox.aws.ApiClient.Answer;
import tools.jackson.databind.JsonNode;

class EcsTest {
    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    private static final String CLUSTER_ARN = "arn:aws:ecs:us-east-1:123456789012:cluster/demo";

    private static Answer ecs(String operation, String body) throws IOException, InterruptedException {
        return AWS.api().ecs(operation, body.replace('\'', '"'));
    }

    private static JsonNode task(String service, String status) throws IOException, InterruptedException {
        var arn = ecs(
                        "ListTasks",
                        "{'cluster':'demo','serviceName':'%s','desiredStatus':'%s'}".formatted(service, status))
                .body()
                .path("taskArns")
                .path(0)
                .asString();
        return ecs("DescribeTasks", "{'cluster':'demo','tasks':['%s']}".formatted(arn))
                .body()
                .path("tasks")
                .path(0);
    }

    @Test
    void services_come_in_pages_and_a_page_token_belongs_to_its_list() throws Exception {
        var names = new ArrayList<String>();
        var token = "";
        do {
            var next = token.isEmpty() ? "" : ",'nextToken':'" + token + "'";
            var page = ecs("ListServices", "{'cluster':'demo','maxResults':1" + next + "}")
                    .body();
            page.path("serviceArns").forEach(arn -> names.add(arn.asString()));
            token = page.path("nextToken").asString("");
            if (!token.isEmpty()) {
                assertThat(ecs("ListTasks", "{'cluster':'demo','nextToken':'" + token + "'}")
                                .error())
                        .isEqualTo("InvalidParameterException");
            }
        } while (!token.isEmpty());
        var prefix = "arn:aws:ecs:us-east-1:123456789012:service/demo/";
        assertThat(names).containsExactly(prefix + "batch", prefix + "legacy", prefix + "web", prefix + "worker");
        assertThat(ecs("ListServices", "{'cluster':'demo','nextToken':'made up'}")
                        .error())
                .isEqualTo("InvalidParameterException");
    }

    @Test
    void the_running_tasks_of_a_service_are_its_own() throws Exception {
        assertThat(ecs("ListTasks", "{'cluster':'demo','serviceName':'web'}")
                        .body()
                        .path("taskArns"))
                .hasSize(2);
        assertThat(ecs("ListTasks", "{'cluster':'demo','family':'worker'}")
                        .body()
                        .path("taskArns"))
                .hasSize(1);
        assertThat(ecs("ListTasks", "{'cluster':'demo','serviceName':'batch'}")
                        .body()
                        .path("taskArns"))
                .isEmpty();
    }

    @Test
    void names_and_arns_mean_the_same() throws Exception {
        var byName =
                ecs("DescribeServices", "{'cluster':'demo','services':['web']}").body();
        var byArn = ecs(
                        "DescribeServices",
                        "{'cluster':'%s','services':['arn:aws:ecs:us-east-1:123456789012:service/demo/web']}"
                                .formatted(CLUSTER_ARN))
                .body();
        assertThat(byArn).isEqualTo(byName);
        var definition = byName.path("services").path(0).path("taskDefinition").asString();
        assertThat(ecs("DescribeTaskDefinition", "{'taskDefinition':'web'}").body())
                .isEqualTo(ecs("DescribeTaskDefinition", "{'taskDefinition':'%s'}".formatted(definition))
                        .body());
    }

    @Test
    void what_does_not_exist_is_a_failure_and_not_an_error() throws Exception {
        var tasks = ecs("DescribeTasks", "{'cluster':'demo','tasks':['" + "0".repeat(32) + "']}");
        assertThat(tasks.status()).isEqualTo(200);
        assertThat(tasks.body().path("failures").path(0).path("reason").asString())
                .isEqualTo("MISSING");
        assertThat(tasks.body().path("failures").path(0).path("arn").asString())
                .isEqualTo("arn:aws:ecs:us-east-1:123456789012:task/demo/" + "0".repeat(32));
        var services = ecs("DescribeServices", "{'cluster':'demo','services':['web','nope']}")
                .body();
        assertThat(services.path("services")).hasSize(1);
        assertThat(services.path("failures")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ListServices           | {'cluster':'nope'}                       | ClusterNotFoundException
                    ListServices           | {}                                       | ClusterNotFoundException
                    ListTasks              | {'cluster':'demo','serviceName':'nope'}  | ServiceNotFoundException
                    ListTasks              | {'cluster':'demo','maxResults':101}      | InvalidParameterException
                    ListTasks              | {'cluster':'demo','desiredStatus':'UP'}  | InvalidParameterException
                    ListTasks              | {'cluster':'demo','family':7}            | SerializationException
                    ListTasks              | {'cluster':'demo','surprise':1}          | SerializationException
                    DescribeTasks          | {'cluster':'demo','tasks':[]}            | InvalidParameterException
                    DescribeTaskDefinition | {'taskDefinition':'nope'}                | ClientException
                    DescribeTasks          | not json                                 | SerializationException
                    DeleteCluster          | {'cluster':'demo'}                       | UnknownOperationException
                    """)
    void a_mistake_is_answered_in_the_services_own_shape(String operation, String body, String error) throws Exception {
        var answer = ecs(operation, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.body().path("message").asString()).isNotEmpty();
    }

    @Test
    void ten_services_and_a_hundred_tasks_can_be_described_and_no_more() throws Exception {
        assertThat(ecs("DescribeServices", "{'cluster':'demo','services':[" + names(10) + "]}")
                        .status())
                .isEqualTo(200);
        assertThat(ecs("DescribeServices", "{'cluster':'demo','services':[" + names(11) + "]}")
                        .error())
                .isEqualTo("InvalidParameterException");
        assertThat(ecs("DescribeTasks", "{'cluster':'demo','tasks':[" + names(100) + "]}")
                        .status())
                .isEqualTo(200);
        assertThat(ecs("DescribeTasks", "{'cluster':'demo','tasks':[" + names(101) + "]}")
                        .error())
                .isEqualTo("InvalidParameterException");
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "'n" + i + "'").collect(Collectors.joining(","));
    }

    @Test
    void the_batch_task_tells_that_it_ran_out_of_memory() throws Exception {
        var task = task("batch", "STOPPED");
        assertThat(task.path("stopCode").asString()).isEqualTo("EssentialContainerExited");
        assertThat(task.path("stoppedReason").asString()).isEqualTo("Essential container in task exited");
        var container = task.path("containers").path(0);
        assertThat(container.path("exitCode").asInt()).isEqualTo(137);
        assertThat(container.path("reason").asString())
                .isEqualTo("OutOfMemoryError: Container killed due to memory usage");
    }

    @Test
    void the_legacy_service_has_exec_off_and_refuses_it() throws Exception {
        var task = task("legacy", "RUNNING");
        assertThat(task.path("enableExecuteCommand").asBoolean()).isFalse();
        assertThat(task.path("containers").path(0).has("managedAgents")).isFalse();
        var answer = AWS.api().execute("legacy", "true");
        assertThat(answer.error()).isEqualTo("InvalidParameterException");
        assertThat(answer.body().path("message").asString()).contains("execute command was not enabled");
    }

    @Test
    void exec_is_interactive_only_and_needs_a_container_that_is_there() throws Exception {
        var call = "{'cluster':'demo','task':'%s','command':'true','interactive':%s,'container':'%s'}";
        var task = AWS.api().task("web");
        assertThat(ecs("ExecuteCommand", call.formatted(task, "false", "app")).error())
                .isEqualTo("InvalidParameterException");
        assertThat(ecs("ExecuteCommand", call.formatted(task, "true", "sidecar"))
                        .error())
                .isEqualTo("InvalidParameterException");
        assertThat(ecs("ExecuteCommand", call.formatted(task, "true", "app")).status())
                .isEqualTo(200);
    }

    @Test
    void an_unsigned_a_misdirected_or_an_old_call_is_refused() throws Exception {
        var api = AWS.api();
        HttpRequest unsigned = HttpRequest.newBuilder(AWS.aws().endpoint())
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.ListClusters")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(api.send(unsigned).error()).isEqualTo("MissingAuthenticationTokenException");
        var misdirected = api.request("ecs", "ListClusters", "{}")
                .setHeader("Authorization", ApiClient.authorization("logs"))
                .build();
        assertThat(api.send(misdirected).error()).isEqualTo("InvalidSignatureException");
        var old = api.request("ecs", "ListClusters", "{}")
                .setHeader("X-Amz-Date", "20260101T000000Z")
                .build();
        assertThat(api.send(old).error()).isEqualTo("InvalidSignatureException");
    }
}

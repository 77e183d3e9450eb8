package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.LoggedCall;

/** Our answers are what the service models say, and AWS's own client for Python can use them. */
class BotocorePeerTest {
    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    private static final String[][] CALLS = {
        {"ecs", "ListClusters", "{}"},
        {"ecs", "DescribeClusters", "{'clusters':['demo','nope'],'include':['SETTINGS','CONFIGURATIONS','TAGS']}"},
        {"ecs", "ListServices", "{'cluster':'demo','maxResults':2}"},
        {"ecs", "ListTasks", "{'cluster':'demo','maxResults':1}"},
        {
            "ecs",
            "DescribeServices",
            "{'cluster':'demo','services':['web','worker','legacy','batch','nope'],'include':['TAGS']}"
        },
        {"ecs", "DescribeTaskDefinition", "{'taskDefinition':'web','include':['TAGS']}"},
        {"ecs", "DescribeTaskDefinition", "{'taskDefinition':'batch:5'}"},
        {"ecs", "ListTasks", "{'cluster':'nope'}"},
        {"ecs", "ListTasks", "{'cluster':'demo','serviceName':'nope'}"},
        {"ecs", "DescribeTaskDefinition", "{'taskDefinition':'nope'}"},
        {"ecs", "DescribeTasks", "{'cluster':'demo','tasks':[]}"},
        {"logs", "DescribeLogGroups", "{}"},
        {"logs", "DescribeLogStreams", "{'logGroupName':'/ecs/web'}"},
        {"logs", "FilterLogEvents", "{'logGroupName':'/ecs/web','limit':5}"},
        {"logs", "FilterLogEvents", "{'logGroupName':'/nope'}"},
        {"logs", "FilterLogEvents", "{'logGroupName':'/ecs/web','filterPattern':'{'}"},
        {"ssm", "DescribeSessions", "{'State':'Active'}"},
        {"ssm", "ResumeSession", "{'SessionId':'nope'}"},
        {"ssm", "DescribeSessions", "{'State':'Active','Filters':[{'key':'Colour','value':'red'}]}"},
    };

    @BeforeAll
    static void require() throws InterruptedException {
        Peer.require("botocore", "python3", "-c", "import botocore.session");
    }

    private static void call(String service, String operation, String body) throws IOException, InterruptedException {
        AWS.api().call(service, operation, body.replace('\'', '"'));
    }

    private static void callEverything() throws IOException, InterruptedException {
        for (var call : CALLS) {
            call(call[0], call[1], call[2]);
        }
        describeAllTasks();
        var id = AWS.session("web", "true").path("sessionId").asString();
        AWS.fault("agent-pending");
        describeAllTasks();
        AWS.fault("target-not-connected");
        AWS.api().execute("web", "true");
        AWS.api().execute("legacy", "true");
        AWS.fault("throttle");
        call("ecs", "ListClusters", "{}");
        call("ssm", "ResumeSession", "{'SessionId':'" + id + "'}");
        call("ssm", "TerminateSession", "{'SessionId':'" + id + "'}");
        call("ssm", "DescribeSessions", "{'State':'History'}");
        var stream = AWS.aws().world().tasks().getLast();
        call(
                "logs",
                "GetLogEvents",
                "{'logGroupName':'/ecs/batch','logStreamName':'batch/report/" + stream.id() + "'}");
        var api = AWS.api();
        api.raw(api.form("Action=GetCallerIdentity&Version=2011-06-15").build());
        api.raw(api.form("Action=AssumeRole&RoleArn=arn:aws:iam::123456789012:role/r&RoleSessionName=run-1")
                .build());
        api.raw(api.form("Action=AssumeRole&RoleArn=r&RoleSessionName=run-1").build());
    }

    private static void describeAllTasks() throws IOException, InterruptedException {
        var ids = AWS.aws().world().tasks().stream()
                .map(task -> "'" + task.id() + "'")
                .collect(Collectors.joining(","));
        call("ecs", "DescribeTasks", "{'cluster':'demo','tasks':[" + ids + "]}");
    }

    @Test
    void every_answer_is_what_the_service_model_says() throws Exception {
        callEverything();
        var calls = AWS.aws().log().stream()
                .filter(call -> !call.service().equals("ssmmessages"))
                .toList();
        assertThat(calls).extracting(LoggedCall::operation).contains("ExecuteCommand", "AssumeRole", "GetLogEvents");
        assertThat(calls).extracting(LoggedCall::status).contains(200, 400);
        assertThat(shapes(calls).good()).isBlank();
    }

    @Test
    void the_check_finds_what_is_wrong() throws Exception {
        var wrong = List.of(
                line("ecs", "ListClusters", "{\"clusterArns\":\"demo\"}"),
                line("ecs", "ListClusters", "{\"clusters\":[]}"),
                line("ecs", "DescribeTasks", "{\"tasks\":[{\"launchType\":\"MOON\",\"createdAt\":\"now\"}]}"));
        var ended = Peer.python("aws_shapes.py", String.join("\n", wrong));
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output().lines()).hasSize(4);
    }

    @Test
    void a_session_that_botocore_opened_is_one_we_can_use() throws Exception {
        var printed = Peer.python(
                        "aws_execute_command.py",
                        "",
                        AWS.aws().endpoint().toString(),
                        AWS.api().task("web"),
                        "echo from botocore")
                .good();
        try (var client = RawClient.open(Json.MAPPER.readTree(printed))) {
            assertThat(client.awaitEnd()).isEmpty();
            assertThat(client.output()).isEqualTo("from botocore\r\n");
        }
    }

    private static Peer.Ended shapes(List<LoggedCall> calls) throws IOException, InterruptedException {
        return Peer.python(
                "aws_shapes.py",
                calls.stream()
                        .map(call -> line(call.service(), call.operation(), call.status(), call.answer()))
                        .collect(Collectors.joining("\n")));
    }

    private static String line(String service, String operation, String answer) {
        return line(service, operation, 200, answer);
    }

    private static String line(String service, String operation, int status, String answer) {
        return Json.object()
                .put("service", service)
                .put("operation", operation)
                .put("status", status)
                .put("answer", answer)
                .toString();
    }
}

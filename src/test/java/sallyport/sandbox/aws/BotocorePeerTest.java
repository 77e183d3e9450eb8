package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.LoggedCall;
import sallyport.sandbox.aws.world.Bucket;
import sallyport.sandbox.aws.world.ContainerInstance;
import sallyport.sandbox.aws.world.LogLine;
import sallyport.sandbox.aws.world.Service;
import sallyport.sandbox.aws.world.Task;

/** Our answers are what the service models say, and AWS's own client for Python can use them. */
class BotocorePeerTest {
    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    private static final String METRICS = """
        {'MetricDataQueries':[{'Id':'cpu','MetricStat':{'Period':300,'Stat':'Average','Metric':{
        'Namespace':'AWS/ECS','MetricName':'CPUUtilization','Dimensions':[
        {'Name':'ClusterName','Value':'demo'},{'Name':'ServiceName','Value':'web'}]}}}],
        'StartTime':1795000000,'EndTime':1795007200}
        """;

    private static final String ARN = "arn:aws:logs:us-east-1:123456789012:log-group:";

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
        {"ecs", "DescribeTasks", "{'cluster':'fleet','tasks':['nope'],'include':['TAGS']}"},
        {"ecs", "ListTaskDefinitions", "{'maxResults':10}"},
        {"ecs", "ListTaskDefinitionFamilies", "{'familyPrefix':'clinic-d2'}"},
        {"ecs", "ListContainerInstances", "{'cluster':'clinic'}"},
        {"ecs", "ListServiceDeployments", "{'cluster':'demo','service':'web'}"},
        {"ecs", "DescribeCapacityProviders", "{'capacityProviders':['FARGATE','ec2-clinic','managed-clinic','nope']}"},
        {"ecs", "ListDaemons", "{}"},
        {
            "ecs",
            "DescribeExpressGatewayService",
            "{'serviceArn':'arn:aws:ecs:us-east-1:123456789012:service/clinic/healthy-express'}"
        },
        {"ecs", "DescribeExpressGatewayService", "{'serviceArn':'arn:aws:ecs:us-east-1:123456789012:service/demo/web'}"
        },
        {"ecs", "DescribeServiceDeployments", "{'serviceDeploymentArns':['nope']}"},
        {"ecs", "DescribeServiceRevisions", "{'serviceRevisionArns':['nope']}"},
        {"kms", "DescribeKey", "{'KeyId':'11111111-2222-4333-8444-555555555555'}"},
        {"kms", "DescribeKey", "{'KeyId':'nope'}"},
        {"kms", "GenerateDataKey", "{'KeyId':'11111111-2222-4333-8444-555555555555','KeySpec':'AES_256'}"},
        {"kms", "GenerateDataKey", "{'KeyId':'99999999-8888-4777-8666-555555555555','KeySpec':'AES_256'}"},
        {"sqs", "GetQueueUrl", "{'QueueName':'ecs-task-state-changes'}"},
        {"sqs", "ReceiveMessage", "{'QueueUrl':'http://127.0.0.1/123456789012/nope'}"},
        {"logs", "DescribeLogGroups", "{}"},
        {"logs", "DescribeLogStreams", "{'logGroupName':'/ecs/web'}"},
        {"logs", "FilterLogEvents", "{'logGroupName':'/ecs/web','limit':5}"},
        {"logs", "FilterLogEvents", "{'logGroupName':'/nope'}"},
        {"logs", "GetLogEvents", "{'logGroupName':'/ecs/web','logStreamName':'nope'}"},
        {"logs", "DescribeLogGroups", "{'logGroupNamePattern':'ecs'}"},
        {"logs", "DescribeLogGroups", "{'logGroupClass':'GOLD'}"},
        {"logs", "DescribeLogStreams", "{'logGroupName':'/ecs/web','orderBy':'LastEventTime','descending':true}"},
        {"logs", "ListLogGroups", "{'limit':2}"},
        {"logs", "ListLogGroups", "{'logGroupNamePattern':'ab'}"},
        {"logs", "StartLiveTail", "{'logGroupIdentifiers':['/ecs/web']}"},
        {"logs", "StartQuery", "{'logGroupName':'/ecs/web','startTime':1,'endTime':2,'queryString':'explode'}"},
        {"logs", "GetQueryResults", "{'queryId':'nope'}"},
        {"logs", "StopQuery", "{'queryId':'nope'}"},
        {"monitoring", "ListMetrics", "{'Namespace':'AWS/ECS'}"},
        {"monitoring", "GetMetricData", "{'MetricDataQueries':[],'StartTime':1,'EndTime':2}"},
        {"monitoring", "GetMetricData", METRICS},
        {"monitoring", "GetMetricData", METRICS.replace("{'MetricDataQ", "{'NextToken':'nope','MetricDataQ")},
        {"logs", "FilterLogEvents", "{'logGroupName':'/ecs/web','filterPattern':'{'}"},
        {"ssm", "DescribeSessions", "{'State':'Active'}"},
        {"ssm", "ResumeSession", "{'SessionId':'nope'}"},
        {"ssm", "DescribeSessions", "{'State':'Active','Filters':[{'key':'Colour','value':'red'}]}"},
    };

    private static final String[][] QUERIES = {
        {"sts", "GetCallerIdentity", ""},
        {
            "sts",
            "AssumeRole",
            "RoleArn=arn:aws:iam::123456789012:role/sallyport-external&RoleSessionName=run-1&ExternalId=sallyport-42"
        },
        {"sts", "AssumeRole", "RoleArn=arn:aws:iam::123456789012:role/r&RoleSessionName=run-1&SourceIdentity=robin"},
        {"sts", "AssumeRole", "RoleArn=r&RoleSessionName=run-1"},
        {"iam", "GetRole", "RoleName=clinic-d15-outside-its-boundary-task"},
        {"iam", "GetRole", "RoleName=nope"},
        {"iam", "GetInstanceProfile", "InstanceProfileName=ecsInstanceProfile"},
        {
            "iam",
            "SimulatePrincipalPolicy",
            "PolicySourceArn=arn:aws:iam::123456789012:role/clinic-d15-outside-its-boundary-task&MaxItems=1"
                    + "&ActionNames.member.1=ssmmessages:OpenDataChannel&ActionNames.member.2=kms:Decrypt"
        },
        {"ec2", "DescribeSubnets", "MaxResults=5"},
        {"ec2", "DescribeSubnets", "SubnetId.1=subnet-nope"},
        {"ec2", "DescribeRouteTables", ""},
        {"ec2", "DescribeVpcEndpoints", ""},
        {"ec2", "DescribeSecurityGroups", ""},
        {"ec2", "DescribeNetworkInterfaces", ""},
        {"ec2", "DescribeNatGateways", ""},
        {"ec2", "DescribeNetworkAcls", ""},
        {"ec2", "DescribeInstances", ""},
        {"elasticloadbalancing", "DescribeTargetGroups", ""},
        {
            "elasticloadbalancing",
            "DescribeTargetHealth",
            "TargetGroupArn=arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/unhealthy-target"
                    + "/0123456789abcdef"
        },
    };

    private static final String[] BUCKETS = {Bucket.SESSIONS, Bucket.MISSING, Bucket.PLAIN};

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
        callInsights();
        callLiveTail();
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
        for (var query : QUERIES) {
            AWS.api().query(query[0], query[1], query[2]);
        }
        for (var bucket : BUCKETS) {
            AWS.api().raw(AWS.api().s3("GET", "/" + bucket + "?encryption").build());
        }
        describeAllClusters();
        changeEverything();
    }

    private static void describeAllClusters() throws IOException, InterruptedException {
        for (var cluster : AWS.aws().world().clusters()) {
            call("ecs", "DescribeClusters", "{'clusters':['" + cluster.name() + "'],'include':['CONFIGURATIONS']}");
            describe(cluster.name(), "DescribeServices", "services", 10, cluster.services(), Service::name);
            describe(cluster.name(), "DescribeTasks", "tasks", 100, cluster.tasks(), Task::id);
            describe(cluster.name(), "GetTaskProtection", "tasks", 10, cluster.tasks(), Task::id);
            describe(
                    cluster.name(),
                    "DescribeContainerInstances",
                    "containerInstances",
                    100,
                    cluster.instances(),
                    ContainerInstance::id);
        }
        for (var definition : AWS.aws().world().taskDefinitions()) {
            call("ecs", "DescribeTaskDefinition", "{'taskDefinition':'" + definition.arn() + "'}");
        }
    }

    private static <T> void describe(
            String cluster, String operation, String member, int most, List<T> all, Function<T, String> name)
            throws IOException, InterruptedException {
        for (int from = 0; from < all.size(); from += most) {
            var names = all.subList(from, Math.min(all.size(), from + most)).stream()
                    .map(each -> "'" + name.apply(each) + "'")
                    .collect(Collectors.joining(","));
            var include = operation.equals("GetTaskProtection") ? "" : ",'include':['TAGS']";
            call("ecs", operation, "{'cluster':'" + cluster + "','" + member + "':[" + names + "]" + include + "}");
        }
    }

    /** A roll-out that fails and one that succeeds, a stopped task and one of its own, each looked at at every step. */
    private static void changeEverything() throws IOException, InterruptedException {
        call("ecs", "UpdateService", "{'cluster':'demo','service':'web','taskDefinition':'web:41'}");
        call("ecs", "UpdateService", "{'cluster':'demo','service':'legacy','enableExecuteCommand':true}");
        call("ecs", "UpdateService", "{'cluster':'demo','service':'nope'}");
        call("ecs", "StopTask", "{'cluster':'demo','task':'" + AWS.api().task("worker") + "','reason':'enough'}");
        call("ecs", "StopTask", "{'cluster':'demo','task':'nope'}");
        call("ecs", "RunTask", "{'cluster':'demo','taskDefinition':'worker'}");
        call(
                "ecs",
                "RunTask",
                "{'cluster':'demo','taskDefinition':'worker','enableExecuteCommand':true,'networkConfiguration':"
                        + "{'awsvpcConfiguration':{'subnets':['subnet-0a1b2c3d4e5f60718']}},'overrides':"
                        + "{'containerOverrides':[{'name':'app','command':['/bin/app','--version']}]}}");
        for (int i = 0; i < 12; i++) {
            AWS.aws().step();
            describeAllTasks();
            call("ecs", "DescribeServices", "{'cluster':'demo','services':['web','worker','legacy']}");
        }
        var deployments = AWS.api()
                .ecs("ListServiceDeployments", "{\"cluster\":\"demo\",\"service\":\"web\"}")
                .body()
                .path("serviceDeployments");
        for (var deployment : deployments) {
            var arn = deployment.path("serviceDeploymentArn").asString();
            var revision = deployment.path("targetServiceRevisionArn").asString();
            call("ecs", "DescribeServiceDeployments", "{'serviceDeploymentArns':['" + arn + "']}");
            call("ecs", "DescribeServiceRevisions", "{'serviceRevisionArns':['" + revision + "']}");
        }
        var queue = "'QueueUrl':'http://127.0.0.1/123456789012/ecs-task-state-changes'";
        call("sqs", "ReceiveMessage", "{" + queue + ",'MaxNumberOfMessages':10}");
        call("sqs", "DeleteMessage", "{" + queue + ",'ReceiptHandle':'nope'}");
    }

    private static void callInsights() throws IOException, InterruptedException {
        var text = "fields @message | filter @message like 'GET' | limit 3";
        var now = Instant.now().getEpochSecond();
        var started = AWS.api()
                .call(
                        "logs",
                        "StartQuery",
                        "{\"logGroupName\":\"/ecs/web\",\"startTime\":%d,\"endTime\":%d,\"queryString\":\"%s\"}"
                                .formatted(now - 1_200, now, text));
        var query = "{'queryId':'" + started.body().path("queryId").asString() + "'}";
        call("logs", "GetQueryResults", query);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            call("logs", "GetQueryResults", query);
            return AWS.aws().log().getLast().answer().contains("Complete");
        });
        call("logs", "StopQuery", query);
        var other = AWS.api()
                .call(
                        "logs",
                        "StartQuery",
                        "{\"logGroupName\":\"/ecs/web\",\"startTime\":1,\"endTime\":2,\"queryString\":\"stats"
                                + " count(*)\"}");
        call("logs", "StopQuery", "{'queryId':'" + other.body().path("queryId").asString() + "'}");
        call("logs", "DescribeQueries", "{}");
    }

    /** A stream that the service itself ends, so that its answer can be read to the end. */
    private static void callLiveTail() throws IOException, InterruptedException {
        AWS.fault("live-tail-fails");
        var body = "{\"logGroupIdentifiers\":[\"" + ARN + "/ecs/web\"]}";
        assertThat(AWS.api()
                        .raw(AWS.api().request("logs", "StartLiveTail", body).build())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void every_operation_of_logs_and_metrics_is_among_the_calls() throws Exception {
        callEverything();
        assertThat(AWS.aws().log())
                .filteredOn(call -> call.status() == 200)
                .extracting(LoggedCall::operation)
                .contains("FilterLogEvents", "GetLogEvents", "DescribeLogGroups", "DescribeLogStreams", "ListLogGroups")
                .contains("StartQuery", "GetQueryResults", "StopQuery", "DescribeQueries")
                .contains("GetMetricData", "ListMetrics");
    }

    @Test
    void botocore_reads_live_tail() throws Exception {
        var now = Instant.now();
        AWS.aws().writeLogs("/live", List.of(new LogLine("s", now, now.plusSeconds(5), "awaited")));
        var lines = Peer.python("aws_live_tail.py", "", AWS.aws().endpoint().toString(), ARN + "/live", "awaited")
                .good()
                .lines()
                .toList();
        assertThat(lines.getFirst()).contains("sessionStart");
        assertThat(lines.getLast()).contains("sessionUpdate", "awaited");
        var shapes = lines.stream()
                .map(event -> line("logs", "StartLiveTail", "{\"responseStream\":" + event + "}"))
                .collect(Collectors.joining("\n"));
        assertThat(Peer.python("aws_shapes.py", shapes).good()).isBlank();
    }

    @Test
    void botocore_reads_the_same_metrics_in_every_protocol() throws Exception {
        var end = Instant.now().truncatedTo(ChronoUnit.HOURS);
        var printed = Peer.python(
                        "aws_metrics.py",
                        "",
                        AWS.aws().endpoint().toString(),
                        end.minus(Duration.ofHours(2)).toString(),
                        end.toString())
                .good();
        var answers = printed.lines().map(Json.MAPPER::readTree).toList();
        assertThat(answers)
                .extracting(answer -> answer.path("protocol").asString())
                .containsExactly("smithy-rpc-v2-cbor", "json", "query");
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.path("points"))
                    .hasSize(24)
                    .isEqualTo(answers.getFirst().path("points"));
            assertThat(answer.path("metrics").asInt()).isEqualTo(5);
            assertThat(answer.path("error").asString()).isEqualTo("InvalidParameterValue");
        });
    }

    @Test
    void botocore_reads_the_encryption_of_buckets() throws Exception {
        AWS.aws().mend("clinic-bucket-missing/d19-bucket-missing");
        var printed = Peer.python(
                        "aws_bucket_encryption.py",
                        "",
                        AWS.aws().endpoint().toString(),
                        Bucket.SESSIONS,
                        Bucket.MISSING,
                        Bucket.PLAIN,
                        "nope")
                .good();
        assertThat(printed.lines())
                .containsExactly("AES256", "AES256", "ServerSideEncryptionConfigurationNotFoundError", "NoSuchBucket");
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
        assertThat(calls)
                .filteredOn(call -> call.status() == 200)
                .extracting(call -> call.service() + ":" + call.operation())
                .containsAll(AWS.aws().operations());
        assertThat(calls).extracting(LoggedCall::status).contains(200, 400);
        assertThat(shapes(calls).good()).isBlank();
    }

    @Test
    void the_check_finds_what_is_wrong() throws Exception {
        var wrong = List.of(
                line("ecs", "ListClusters", "{\"clusterArns\":\"demo\"}"),
                line("ecs", "ListClusters", "{\"clusters\":[]}"),
                line("ecs", "DescribeTasks", "{\"tasks\":[{\"launchType\":\"MOON\",\"createdAt\":\"now\"}]}"),
                line("ecs", "DescribeEverything", "{}"),
                line(
                        "ec2",
                        "DescribeSubnets",
                        "<DescribeSubnetsResponse><subnetSet><item><state>lost</state><colour>red</colour></item>"
                                + "<member/></subnetSet></DescribeSubnetsResponse>"),
                line("iam", "GetRole", "<GetRoleResponse><GetRoleResult/></GetRoleResponse>"),
                line(
                        "s3",
                        "GetBucketEncryption",
                        "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>"
                                + "<SSEAlgorithm>ROT13</SSEAlgorithm></ApplyServerSideEncryptionByDefault>"
                                + "<BucketKeyEnabled>no</BucketKeyEnabled></Rule><Rules/>"
                                + "</ServerSideEncryptionConfiguration>"),
                line("s3", "GetBucketEncryption", 404, "<ErrorResponse><Error><Code>x</Code></Error></ErrorResponse>"));
        var ended = Peer.python("aws_shapes.py", String.join("\n", wrong));
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output().lines()).as(ended.output()).hasSize(14);
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

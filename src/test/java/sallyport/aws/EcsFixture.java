package sallyport.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import sallyport.request.Alias;
import sallyport.request.Person;
import sallyport.request.RequestId;
import sallyport.request.Target;
import sallyport.run.RunIdentity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A service {@code web} in cluster {@code prod} as ECS would describe it, to be changed by a test before it is read.
 */
final class EcsFixture {
    static final String ACCOUNT = "111122223333";
    static final String REGION = "eu-west-1";
    static final String ROLE = "arn:aws:iam::111122223333:role/sallyport-target";
    static final String CLUSTER = "arn:aws:ecs:eu-west-1:111122223333:cluster/prod";
    static final String REVISION = "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:42";
    static final Alias WEB = new Alias("web", ACCOUNT, REGION, "prod", "web", Optional.empty(), Optional.empty());
    static final AwsTarget TARGET = new AwsTarget(WEB, Optional.empty(), Optional.empty());
    static final AwsTargets TARGETS = new AwsTargets(List.of(TARGET));

    /** The container of {@link #WEB} that runs a command. */
    static final Target CONTAINER =
            new Target("web", ACCOUNT, REGION, CLUSTER, "web", REVISION, "app", "", arn(id(1)), id(1) + "-0123456789");

    /** A run that somebody asked for and nobody had to agree to. */
    static RunIdentity run(RequestId id) {
        return new RunIdentity(id, new Person("T1", "U0REQUESTER"), List.of());
    }

    private static final Instant STARTED = Instant.parse("2026-11-23T10:00:00Z");

    final ObjectNode service;
    final List<ObjectNode> running = new ArrayList<>();
    final List<ObjectNode> stopped = new ArrayList<>();
    final ObjectNode definition;

    private final AwsStub aws;

    EcsFixture(AwsStub aws) {
        this.aws = aws;
        this.service = object("""
                {"serviceName":"web","clusterArn":"%s","status":"ACTIVE","desiredCount":2,"runningCount":2,
                 "pendingCount":0,"launchType":"FARGATE","taskDefinition":"%s","enableExecuteCommand":true,
                 "deployments":[{"id":"ecs-svc/1","status":"PRIMARY","taskDefinition":"%s","desiredCount":2,
                   "runningCount":2,"pendingCount":0,"failedTasks":0,"rolloutState":"COMPLETED",
                   "rolloutStateReason":"done","createdAt":1795600000,"updatedAt":1795600100}],
                 "events":[{"id":"e1","createdAt":1795600100.5,"message":"(service web) has reached a steady state."}]}
                """.formatted(CLUSTER, REVISION, REVISION));
        this.definition = object("""
                {"taskDefinitionArn":"%s","family":"web","revision":42,"containerDefinitions":[
                  {"name":"app","image":"web:1","essential":true}]}""".formatted(REVISION));
        serve();
    }

    private void serve() {
        aws.on(
                "DescribeServices",
                body -> AwsStub.json(array(
                        "services",
                        body.path("services").get(0).asString("").equals("web") ? List.of(service) : List.of())));
        aws.on("ListTasks", body -> list(body.path("desiredStatus").asString("RUNNING")));
        aws.on(
                "DescribeTasks",
                body -> AwsStub.json(array(
                        "tasks",
                        StreamSupport.stream(body.path("tasks").spliterator(), false)
                                .flatMap(arn ->
                                        all().stream().filter(task -> arn(task).endsWith(arn.asString(""))))
                                .toList())));
        aws.on(
                "DescribeTaskDefinition",
                body -> AwsStub.json(AwsStub.JSON.createObjectNode().set("taskDefinition", definition)));
    }

    private AwsStub.Reply list(String state) {
        var arns = AwsStub.JSON.createArrayNode();
        (state.equals("STOPPED") ? stopped : running).forEach(task -> arns.add(arn(task)));
        return AwsStub.json(AwsStub.JSON.createObjectNode().set("taskArns", arns));
    }

    private List<ObjectNode> all() {
        var all = new ArrayList<>(running);
        all.addAll(stopped);
        return all;
    }

    /** Adds a running task with one container {@code app} that exec can reach. */
    ObjectNode runs(String id) {
        return runs(id, UnaryOperator.identity());
    }

    ObjectNode runs(String id, UnaryOperator<ObjectNode> change) {
        var task = change.apply(task(id, running.size()));
        running.add(task);
        return task;
    }

    /** Adds a task that stopped with an exit code. */
    ObjectNode stopped(String id, int exitCode) {
        var task = task(id, 0);
        task.put("lastStatus", "STOPPED").put("desiredStatus", "STOPPED").put("stopCode", "EssentialContainerExited");
        task.put("stoppedReason", "Essential container in task exited").put("stoppedAt", 1795600200);
        container(task, 0).put("lastStatus", "STOPPED").put("exitCode", exitCode);
        stopped.add(task);
        return task;
    }

    private static ObjectNode task(String id, int order) {
        var task = object("""
                {"taskArn":"%s","clusterArn":"%s","taskDefinitionArn":"%s","lastStatus":"RUNNING",
                 "desiredStatus":"RUNNING","healthStatus":"UNKNOWN","availabilityZone":"eu-west-1a",
                 "launchType":"FARGATE","platformVersion":"1.4.0","platformFamily":"Linux","connectivity":"CONNECTED",
                 "enableExecuteCommand":true,"group":"service:web"}""".formatted(arn(id), CLUSTER, REVISION));
        task.put("createdAt", STARTED.plusSeconds(order).getEpochSecond());
        task.put("startedAt", STARTED.plusSeconds(order + 10).getEpochSecond());
        task.putArray("containers").add(container("app", id));
        return task;
    }

    static ObjectNode container(String name, String taskId) {
        return object("""
                {"name":"%s","image":"web:1","imageDigest":"sha256:%s","lastStatus":"RUNNING","healthStatus":"UNKNOWN",
                 "runtimeId":"%s-0123456789","managedAgents":[
                   {"name":"ExecuteCommandAgent","lastStatus":"RUNNING","lastStartedAt":1795600000}]}
                """.formatted(name, "a".repeat(64), taskId));
    }

    static ObjectNode container(ObjectNode task, int index) {
        return (ObjectNode) task.path("containers").get(index);
    }

    static void agent(ObjectNode task, String status, String reason) {
        var agent = (ObjectNode) container(task, 0).path("managedAgents").get(0);
        agent.put("lastStatus", status).put("reason", reason);
    }

    static String id(int number) {
        return "%032x".formatted(number);
    }

    static List<String> ids(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(EcsFixture::id).toList();
    }

    static String arn(String id) {
        return "arn:aws:ecs:eu-west-1:111122223333:task/prod/" + id;
    }

    private static String arn(JsonNode task) {
        return task.path("taskArn").asString("");
    }

    static ObjectNode object(String json) {
        return (ObjectNode) AwsStub.JSON.readTree(json);
    }

    static ObjectNode array(String name, List<? extends JsonNode> items) {
        var array = AwsStub.JSON.createArrayNode();
        items.forEach(array::add);
        return AwsStub.JSON.createObjectNode().set(name, array);
    }
}

package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import sallyport.sandbox.aws.fault.FaultName;
import sallyport.sandbox.aws.fault.Faults;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Cluster;
import sallyport.sandbox.aws.world.ContainerInstance;
import sallyport.sandbox.aws.world.Service;
import sallyport.sandbox.aws.world.Task;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** ListTasks and DescribeTasks. */
final class EcsTasks {
    private static final int PAGE = 100;

    private final Supplier<World> world;
    private final Faults faults;

    EcsTasks(Supplier<World> world, Faults faults) {
        this.world = world;
        this.faults = faults;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "ListTasks", (request, caller) -> list(request),
                "DescribeTasks", (request, caller) -> describe(request));
    }

    private ObjectNode list(JsonNode request) {
        var asked = Members.of(
                request,
                "cluster",
                "containerInstance",
                "serviceName",
                "family",
                "desiredStatus",
                "launchType",
                "startedBy",
                "nextToken",
                "maxResults");
        var cluster = EcsNames.cluster(world.get(), asked.text("cluster"));
        var status = desiredStatus(asked);
        requireFewFilters(asked);
        var service = asked.text("serviceName").map(name -> EcsNames.requireService(cluster, name));
        var arns = cluster.tasks().stream()
                .filter(task -> status.equals("STOPPED") == task.toStop())
                .filter(task -> service.map(Service::name)
                        .map(name -> !task.alone() && task.service().name().equals(name))
                        .orElse(true))
                .filter(task -> fits(cluster, task, asked))
                .map(Task::arn)
                .toList();
        var question = cluster.name() + status + service.map(Service::name) + asked.text("family");
        return EcsJson.page(
                "taskArns",
                Pages.cut(
                        arns,
                        "tasks " + question,
                        asked.text("nextToken"),
                        asked.limit("maxResults", PAGE, PAGE),
                        EcsClusters::badToken));
    }

    /** A service, what started it and a family each say which tasks are meant, and ECS takes one of them. */
    private static void requireFewFilters(Members asked) {
        if (asked.text("serviceName").isPresent() && asked.text("startedBy").isPresent()) {
            throw Refusal.of("InvalidParameterException", "Cannot specify both startedBy and serviceName.");
        }
    }

    private static String desiredStatus(Members asked) {
        var status = asked.text("desiredStatus").orElse("RUNNING");
        return switch (status) {
            case "RUNNING", "STOPPED", "PENDING" -> status;
            default -> throw Refusal.of("InvalidParameterException", "Invalid desired status: " + status);
        };
    }

    private static boolean fits(Cluster cluster, Task task, Members asked) {
        var compute = task.service().compute();
        var instance = asked.text("containerInstance")
                .flatMap(name -> EcsNames.instance(cluster, name))
                .map(ContainerInstance::id);
        return asked.text("containerInstance").isPresent() == instance.isPresent()
                && instance.map(compute.instanceId().orElse("")::equals).orElse(true)
                && asked.text("family")
                        .map(task.service().taskDefinition().family()::equals)
                        .orElse(true)
                && asked.text("startedBy").map(task.startedBy()::equals).orElse(true)
                && asked.text("launchType").map(compute.launchType()::equals).orElse(true);
    }

    private ObjectNode describe(JsonNode request) {
        var asked = Members.of(request, "cluster", "tasks", "include");
        var cluster = EcsNames.cluster(world.get(), asked.text("cluster"));
        var ids = asked.texts("tasks");
        if (ids.isEmpty()) {
            throw Refusal.of("InvalidParameterException", "Tasks cannot be empty.");
        }
        if (ids.size() > PAGE) {
            throw Refusal.of("InvalidParameterException", "Tasks cannot have more than 100 elements.");
        }
        boolean agentPending = faults.take(FaultName.AGENT_PENDING);
        boolean tags = asked.texts("include").contains("TAGS");
        var answer = Json.object();
        answer.set(
                "tasks",
                array(ids.stream()
                        .flatMap(id -> EcsNames.task(cluster, id).stream())
                        .map(task -> TaskJson.of(task, tags, agentPending))
                        .toList()));
        answer.set("failures", missing(cluster, ids));
        return answer;
    }

    static ArrayNode missing(Cluster cluster, List<String> ids) {
        return array(ids.stream()
                .filter(id -> EcsNames.task(cluster, id).isEmpty())
                .map(id -> EcsJson.missing(EcsNames.arn(id, Account.task(cluster.name(), ""))))
                .toList());
    }
}

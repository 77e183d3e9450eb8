package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;
import static sallyport.sandbox.aws.api.EcsJson.seconds;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Cluster;
import sallyport.sandbox.aws.world.ContainerInstance;
import sallyport.sandbox.aws.world.Task;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** ListContainerInstances and DescribeContainerInstances. */
final class EcsInstances {
    private static final int PAGE = 100;

    private final Supplier<World> world;

    EcsInstances(Supplier<World> world) {
        this.world = world;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "ListContainerInstances", (request, caller) -> list(request),
                "DescribeContainerInstances", (request, caller) -> describe(request));
    }

    private ObjectNode list(JsonNode request) {
        var asked = Members.of(request, "cluster", "status", "nextToken", "maxResults");
        var cluster = EcsNames.cluster(world.get(), asked.text("cluster"));
        // Without a status ECS lists those of every status but INACTIVE, and there are none of those here.
        var arns = cluster.instances().stream()
                .filter(each -> asked.text("status").map(each.status()::equals).orElse(true))
                .map(each -> Account.containerInstance(cluster.name(), each.id()))
                .toList();
        return EcsJson.page(
                "containerInstanceArns",
                Pages.cut(
                        arns,
                        "instances of " + cluster.name(),
                        asked.text("nextToken"),
                        asked.limit("maxResults", PAGE, PAGE),
                        EcsClusters::badToken));
    }

    private ObjectNode describe(JsonNode request) {
        var asked = Members.of(request, "cluster", "containerInstances", "include");
        var cluster = EcsNames.cluster(world.get(), asked.text("cluster"));
        var ids = asked.texts("containerInstances");
        if (ids.isEmpty()) {
            throw Refusal.of("InvalidParameterException", "Container instances cannot be empty.");
        }
        if (ids.size() > PAGE) {
            throw Refusal.of("InvalidParameterException", "Container instances cannot have more than 100 elements.");
        }
        var answer = Json.object();
        answer.set(
                "containerInstances",
                array(ids.stream()
                        .flatMap(id -> EcsNames.instance(cluster, id).stream())
                        .map(instance -> json(cluster, instance))
                        .toList()));
        answer.set(
                "failures",
                array(ids.stream()
                        .filter(id -> EcsNames.instance(cluster, id).isEmpty())
                        .map(id -> EcsJson.missing(EcsNames.arn(id, Account.containerInstance(cluster.name(), ""))))
                        .toList()));
        return answer;
    }

    private static ObjectNode json(Cluster cluster, ContainerInstance instance) {
        var tasks = cluster.tasks().stream()
                .filter(task -> task.service()
                        .compute()
                        .instanceId()
                        .filter(instance.id()::equals)
                        .isPresent())
                .toList();
        var json = Json.object()
                .put("containerInstanceArn", Account.containerInstance(cluster.name(), instance.id()))
                .put("ec2InstanceId", instance.machineId())
                .put("version", 7)
                .put("status", instance.status())
                .put("agentConnected", instance.agentConnected())
                .put("runningTasksCount", tasks.stream().filter(Task::running).count())
                .put("pendingTasksCount", ServiceJson.pending(tasks))
                .put("registeredAt", seconds(instance.registeredAt()));
        instance.capacityProvider().ifPresent(name -> json.put("capacityProviderName", name));
        json.putObject("versionInfo")
                .put("agentVersion", instance.agentVersion())
                .put("agentHash", "4023248")
                .put("dockerVersion", "DockerVersion: 25.0.8");
        json.set("attributes", array(attributes(instance)));
        for (var empty : List.of("remainingResources", "registeredResources", "attachments", "tags")) {
            json.putArray(empty);
        }
        return json;
    }

    private static List<ObjectNode> attributes(ContainerInstance instance) {
        var os = instance.platformFamily().startsWith("Windows") ? "windows" : "linux";
        return List.of(
                attribute("ecs.os-type", os),
                attribute("ecs.cpu-architecture", "x86_64"),
                attribute("ecs.availability-zone", Account.REGION + "a"),
                attribute("ecs.vpc-id", Account.VPC),
                attribute("ecs.subnet-id", instance.subnetId()),
                Json.object().put("name", "ecs.capability.execute-command"));
    }

    private static ObjectNode attribute(String name, String value) {
        return Json.object().put("name", name).put("value", value);
    }
}

package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;
import static sallyport.sandbox.aws.api.EcsJson.seconds;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Cluster;
import sallyport.sandbox.aws.world.Service;
import sallyport.sandbox.aws.world.Task;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** GetTaskProtection, DescribeCapacityProviders, ListDaemons and DescribeExpressGatewayService. */
final class EcsRarities {
    private static final int PAGE = 100;
    private static final int MOST_PROTECTED = 10;

    private static final Set<String> FARGATE = Set.of("FARGATE", "FARGATE_SPOT");

    private final Supplier<World> world;

    EcsRarities(Supplier<World> world) {
        this.world = world;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "GetTaskProtection", (request, caller) -> protection(request),
                "DescribeCapacityProviders", (request, caller) -> capacityProviders(request),
                "ListDaemons", (request, caller) -> daemons(request),
                "DescribeExpressGatewayService", (request, caller) -> express(request));
    }

    private ObjectNode protection(JsonNode request) {
        var asked = Members.of(request, "cluster", "tasks");
        var cluster = EcsNames.cluster(world.get(), asked.text("cluster"));
        var ids = asked.texts("tasks");
        if (ids.size() > MOST_PROTECTED) {
            throw Refusal.of("InvalidParameterException", "Tasks cannot have more than 10 elements.");
        }
        var answer = Json.object();
        answer.set(
                "protectedTasks",
                array(ids.stream()
                        .flatMap(id -> EcsNames.task(cluster, id).stream())
                        .map(EcsRarities::protectedTask)
                        .toList()));
        answer.set("failures", EcsTasks.missing(cluster, ids));
        return answer;
    }

    private static ObjectNode protectedTask(Task task) {
        var json = Json.object()
                .put("taskArn", task.arn())
                .put("protectionEnabled", task.protectedUntil().isPresent());
        task.protectedUntil().ifPresent(until -> json.put("expirationDate", seconds(until)));
        return json;
    }

    private ObjectNode capacityProviders(JsonNode request) {
        var asked = Members.of(request, "capacityProviders", "cluster", "include", "maxResults", "nextToken");
        var known = new TreeSet<String>();
        world.get().clusters().stream()
                .filter(cluster -> asked.text("cluster")
                        .map(name -> name.equals(cluster.name()) || name.equals(cluster.arn()))
                        .orElse(true))
                .forEach(cluster -> known.addAll(cluster.capacityProviders()));
        var names = asked.texts("capacityProviders").stream()
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .toList();
        var page = Pages.cut(
                known.stream()
                        .filter(name -> names.isEmpty() || names.contains(name))
                        .toList(),
                "capacity providers",
                asked.text("nextToken"),
                asked.limit("maxResults", PAGE, PAGE),
                EcsClusters::badToken);
        var answer = Json.object();
        answer.set(
                "capacityProviders",
                array(page.items().stream().map(EcsRarities::capacityProvider).toList()));
        answer.set(
                "failures",
                array(names.stream()
                        .filter(name -> !known.contains(name))
                        .map(name -> EcsJson.missing(Account.ecs("capacity-provider/" + name)))
                        .toList()));
        page.next().ifPresent(token -> answer.put("nextToken", token));
        return answer;
    }

    private static ObjectNode capacityProvider(String name) {
        var json = Json.object()
                .put("capacityProviderArn", Account.ecs("capacity-provider/" + name))
                .put("name", name)
                .put("status", "ACTIVE");
        json.putArray("tags");
        if (FARGATE.contains(name)) {
            return json.put("type", name);
        }
        if (name.startsWith("managed")) {
            return json.put("type", "MANAGED_INSTANCES");
        }
        json.put("type", "EC2_AUTOSCALING")
                .putObject("autoScalingGroupProvider")
                .put(
                        "autoScalingGroupArn",
                        "arn:aws:autoscaling:" + Account.REGION + ":" + Account.ID
                                + ":autoScalingGroup:00000000-0000-4000-8000-000000000001:autoScalingGroupName/"
                                + name);
        return json;
    }

    private ObjectNode daemons(JsonNode request) {
        var asked = Members.of(request, "clusterArn", "capacityProviderArns", "maxResults", "nextToken");
        var clusters = world.get().clusters().stream()
                .filter(cluster ->
                        asked.text("clusterArn").map(cluster.arn()::equals).orElse(true))
                .flatMap(cluster -> cluster.daemons().stream().map(daemon -> daemon(cluster, daemon)))
                .toList();
        var page = Pages.cut(
                clusters,
                "daemons " + asked.text("clusterArn"),
                asked.text("nextToken"),
                asked.limit("maxResults", PAGE, PAGE),
                EcsClusters::badToken);
        var answer = Json.object();
        answer.set("daemonSummariesList", array(page.items()));
        page.next().ifPresent(token -> answer.put("nextToken", token));
        return answer;
    }

    private static ObjectNode daemon(Cluster cluster, Cluster.Daemon daemon) {
        return Json.object()
                .put("daemonArn", Account.ecs("daemon/" + cluster.name() + "/" + daemon.name()))
                .put("status", "ACTIVE")
                .put("createdAt", seconds(daemon.createdAt()))
                .put("updatedAt", seconds(daemon.createdAt()));
    }

    private ObjectNode express(JsonNode request) {
        var asked = Members.of(request, "serviceArn", "include");
        var arn = asked.requiredText("serviceArn");
        var service = world.get().clusters().stream()
                .flatMap(cluster -> cluster.services().stream())
                .filter(each -> each.arn().equals(arn))
                .findAny()
                .orElseThrow(() -> Refusal.of("ResourceNotFoundException", "Service not found."));
        if (!service.settings()
                .members()
                .path("resourceManagementType")
                .asString("")
                .equals("ECS")) {
            throw Refusal.of("InvalidParameterException", "The service is not an Express Mode service.");
        }
        var answer = Json.object();
        answer.set("service", expressService(service));
        return answer;
    }

    private static ObjectNode expressService(Service service) {
        var json = Json.object()
                .put("cluster", service.cluster())
                .put("serviceName", service.name())
                .put("serviceArn", service.arn())
                .put("infrastructureRoleArn", Account.role("ecsInfrastructureRoleForExpressServices"))
                .put("createdAt", seconds(service.createdAt()))
                .put("updatedAt", seconds(service.deployedAt()));
        json.putObject("status").put("statusCode", "ACTIVE");
        var definition = service.taskDefinition();
        var configuration = Json.object()
                .put(
                        "serviceRevisionArn",
                        Account.ecs("service-revision/" + service.cluster() + "/" + service.name() + "/"
                                + service.deploymentId()
                                        .substring(service.deploymentId().indexOf('/') + 1)))
                .put("executionRoleArn", Account.role("ecs-task-execution"))
                .put("cpu", definition.cpu())
                .put("memory", definition.memory())
                .put("healthCheckPath", "/healthz")
                .put("createdAt", seconds(service.deployedAt()));
        definition.taskRole().ifPresent(role -> configuration.put("taskRoleArn", role));
        configuration
                .putObject("primaryContainer")
                .put("image", definition.containers().getFirst().image())
                .put("containerPort", 8080);
        json.set("activeConfigurations", array(List.of(configuration)));
        return json;
    }
}

package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** ListClusters and DescribeClusters. */
final class EcsClusters {
    private static final int PAGE = 100;

    private final Supplier<World> world;
    private final boolean containerInsights;

    EcsClusters(Supplier<World> world, boolean containerInsights) {
        this.world = world;
        this.containerInsights = containerInsights;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "ListClusters", (request, caller) -> list(request),
                "DescribeClusters", (request, caller) -> describe(request));
    }

    private ObjectNode list(JsonNode request) {
        var asked = Members.of(request, "nextToken", "maxResults");
        var arns = List.of(Account.cluster(world.get().clusterName()));
        return EcsJson.page(
                "clusterArns",
                Pages.cut(
                        arns,
                        "clusters",
                        asked.text("nextToken"),
                        asked.limit("maxResults", PAGE, PAGE),
                        EcsClusters::badToken));
    }

    private ObjectNode describe(JsonNode request) {
        var asked = Members.of(request, "clusters", "include");
        var names = asked.present("clusters").isPresent() ? asked.texts("clusters") : List.of("default");
        if (names.size() > PAGE) {
            throw Refusal.of("InvalidParameterException", "Clusters cannot have more than 100 elements.");
        }
        var present = world.get();
        var answer = Json.object();
        answer.set(
                "clusters",
                array(names.stream()
                        .filter(name -> EcsNames.isCluster(present, name))
                        .map(name -> cluster(present, asked.texts("include")))
                        .toList()));
        answer.set(
                "failures",
                array(names.stream()
                        .filter(name -> !EcsNames.isCluster(present, name))
                        .map(name -> EcsJson.missing(EcsNames.arn(name, Account.cluster(""))))
                        .toList()));
        return answer;
    }

    private ObjectNode cluster(World world, List<String> include) {
        long running = world.tasks().stream().filter(task -> task.running()).count();
        var cluster = Json.object()
                .put("clusterArn", Account.cluster(world.clusterName()))
                .put("clusterName", world.clusterName())
                .put("status", "ACTIVE")
                .put("registeredContainerInstancesCount", 0)
                .put("runningTasksCount", running)
                .put("pendingTasksCount", 0)
                .put("activeServicesCount", world.services().size());
        cluster.putArray("statistics");
        cluster.putArray("tags");
        var settings = cluster.putArray("settings");
        if (include.contains("SETTINGS")) {
            settings.addObject()
                    .put("name", "containerInsights")
                    .put("value", containerInsights ? "enabled" : "disabled");
        }
        if (include.contains("CONFIGURATIONS")) {
            cluster.putObject("configuration")
                    .putObject("executeCommandConfiguration")
                    .put("logging", "DEFAULT");
        }
        cluster.set("capacityProviders", EcsJson.texts(List.of("FARGATE", "FARGATE_SPOT")));
        cluster.putArray("defaultCapacityProviderStrategy");
        return cluster;
    }

    static Refusal badToken() {
        return Refusal.of("InvalidParameterException", "Invalid token");
    }
}

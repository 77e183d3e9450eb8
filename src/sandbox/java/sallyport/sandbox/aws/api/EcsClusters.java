package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Cluster;
import sallyport.sandbox.aws.world.Task;
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
        var arns = world.get().clusters().stream().map(Cluster::arn).toList();
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
                        .flatMap(name -> EcsNames.cluster(present, name).stream())
                        .map(cluster -> json(cluster, asked.texts("include")))
                        .toList()));
        answer.set(
                "failures",
                array(names.stream()
                        .filter(name -> EcsNames.cluster(present, name).isEmpty())
                        .map(name -> EcsJson.missing(EcsNames.arn(name, Account.cluster(""))))
                        .toList()));
        return answer;
    }

    private ObjectNode json(Cluster cluster, List<String> include) {
        var json = Json.object()
                .put("clusterArn", cluster.arn())
                .put("clusterName", cluster.name())
                .put("status", "ACTIVE")
                .put("registeredContainerInstancesCount", cluster.instances().size())
                .put("runningTasksCount", count(cluster, Task::running))
                .put("pendingTasksCount", count(cluster, ServiceJson::isPending))
                .put("activeServicesCount", cluster.services().size());
        json.putArray("statistics");
        json.putArray("tags");
        var settings = json.putArray("settings");
        if (include.contains("SETTINGS")) {
            settings.addObject()
                    .put("name", "containerInsights")
                    .put("value", containerInsights ? "enabled" : "disabled");
        }
        var exec = cluster.execSettings();
        if (include.contains("CONFIGURATIONS") && !exec.members().isEmpty()) {
            json.putObject("configuration").set("executeCommandConfiguration", exec.members());
        }
        json.set("capacityProviders", EcsJson.texts(cluster.capacityProviders()));
        json.putArray("defaultCapacityProviderStrategy");
        return json;
    }

    private static long count(Cluster cluster, Predicate<Task> those) {
        return cluster.tasks().stream().filter(those).count();
    }

    static Refusal badToken() {
        return Refusal.of("InvalidParameterException", "Invalid token");
    }
}

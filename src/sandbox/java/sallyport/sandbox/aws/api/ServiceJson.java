package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;
import static sallyport.sandbox.aws.api.EcsJson.pairs;
import static sallyport.sandbox.aws.api.EcsJson.seconds;
import static sallyport.sandbox.aws.api.EcsJson.texts;

import java.util.List;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Cluster;
import sallyport.sandbox.aws.world.Compute;
import sallyport.sandbox.aws.world.Deployment;
import sallyport.sandbox.aws.world.Service;
import sallyport.sandbox.aws.world.Task;
import sallyport.sandbox.aws.world.TaskStatus;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A service as DescribeServices tells it. */
final class ServiceJson {
    private ServiceJson() {}

    static ObjectNode of(Cluster cluster, Service service, boolean withTags) {
        var json = Json.object()
                .put("serviceArn", service.arn())
                .put("serviceName", service.name())
                .put("clusterArn", cluster.arn())
                .put("status", "ACTIVE")
                .put("desiredCount", service.desiredCount())
                .put("runningCount", cluster.runningCount(service))
                .put("pendingCount", pending(cluster.tasksOf(service)))
                .put("taskDefinition", service.taskDefinition().arn())
                .put("roleArn", Account.role("aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"))
                .put("createdAt", seconds(service.createdAt()))
                .put("createdBy", Account.role("deployer"))
                .put("healthCheckGracePeriodSeconds", 0)
                .put("schedulingStrategy", "REPLICA")
                .put("enableECSManagedTags", true)
                .put("propagateTags", "NONE")
                .put("enableExecuteCommand", service.enableExecuteCommand())
                .put("availabilityZoneRebalancing", "DISABLED");
        for (var empty : List.of("loadBalancers", "serviceRegistries", "placementConstraints", "placementStrategy")) {
            json.putArray(empty);
        }
        json.putObject("deploymentController").put("type", "ECS");
        json.set("deploymentConfiguration", deploymentConfiguration());
        compute(json, service.compute(), "LATEST");
        json.set("deployments", deployments(cluster, service));
        json.set("events", events(service));
        json.set("networkConfiguration", network(service));
        if (withTags) {
            json.set("tags", pairs(service.tags(), "key", "value"));
        }
        service.settings().layOver(json);
        return json;
    }

    static void compute(ObjectNode json, Compute compute, String platformVersion) {
        compute.capacityProvider()
                .ifPresentOrElse(
                        name -> json.putArray("capacityProviderStrategy")
                                .addObject()
                                .put("capacityProvider", name)
                                .put("weight", 1)
                                .put("base", 0),
                        () -> json.put("launchType", compute.launchType()));
        if (compute.isFargate()) {
            json.put("platformVersion", platformVersion).put("platformFamily", compute.platformFamily());
        }
    }

    static ObjectNode deploymentConfiguration() {
        var json = Json.object()
                .put("maximumPercent", 200)
                .put("minimumHealthyPercent", 100)
                .put("strategy", "ROLLING");
        json.putObject("deploymentCircuitBreaker").put("enable", true).put("rollback", true);
        return json;
    }

    /** The primary one, and others as long as tasks of theirs run. */
    private static ArrayNode deployments(Cluster cluster, Service service) {
        return array(service.deployments().stream()
                .filter(each -> each.equals(service.primary()) || hasTasks(cluster, service, each))
                .map(each -> deployment(cluster, service, each))
                .toList());
    }

    private static boolean hasTasks(Cluster cluster, Service service, Deployment deployment) {
        return tasks(cluster, service, deployment).stream().anyMatch(task -> task.status() != TaskStatus.STOPPED);
    }

    static List<Task> tasks(Cluster cluster, Service service, Deployment deployment) {
        return cluster.tasksOf(service).stream()
                .filter(task -> task.startedBy().equals(deployment.id()))
                .toList();
    }

    private static ObjectNode deployment(Cluster cluster, Service service, Deployment deployment) {
        boolean primary = deployment.equals(service.primary());
        var tasks = tasks(cluster, service, deployment);
        var json = Json.object()
                .put("id", deployment.id())
                .put("status", primary ? "PRIMARY" : "ACTIVE")
                .put("taskDefinition", deployment.taskDefinition().arn())
                .put("desiredCount", primary ? service.desiredCount() : 0)
                .put("pendingCount", pending(tasks))
                .put("runningCount", running(tasks))
                .put("failedTasks", deployment.failedTasks())
                .put("createdAt", seconds(deployment.createdAt()))
                .put("updatedAt", seconds(deployment.updatedAt()))
                .put("rolloutState", deployment.rollout().name())
                .put("rolloutStateReason", deployment.reason());
        compute(json, service.compute(), service.compute().platformVersion().orElse(""));
        json.set("networkConfiguration", network(service));
        return json;
    }

    static int running(List<Task> tasks) {
        return (int) tasks.stream().filter(Task::running).count();
    }

    static int pending(List<Task> tasks) {
        return (int) tasks.stream().filter(ServiceJson::isPending).count();
    }

    static boolean isPending(Task task) {
        return !task.toStop() && !task.running();
    }

    private static ArrayNode events(Service service) {
        return array(service.events().stream()
                .map(event -> Json.object()
                        .put("id", event.id().toString())
                        .put("createdAt", seconds(event.createdAt()))
                        .put("message", event.message()))
                .toList());
    }

    static ObjectNode network(Service service) {
        var placement = service.placement();
        var json = Json.object();
        var vpc = json.putObject("awsvpcConfiguration")
                .put("assignPublicIp", placement.assignPublicIp() ? "ENABLED" : "DISABLED");
        vpc.set("subnets", texts(placement.subnets()));
        vpc.set("securityGroups", texts(placement.securityGroups()));
        return json;
    }
}

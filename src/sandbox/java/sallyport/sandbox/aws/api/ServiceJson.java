package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;
import static sallyport.sandbox.aws.api.EcsJson.seconds;
import static sallyport.sandbox.aws.api.EcsJson.texts;

import java.util.List;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Service;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A service as DescribeServices tells it: a Fargate service, rolled out completely. */
final class ServiceJson {
    static final String PLATFORM_VERSION = "1.4.0";

    private ServiceJson() {}

    static ObjectNode of(World world, Service service, boolean withTags) {
        int running = world.runningCount(service);
        var json = Json.object()
                .put("serviceArn", Account.service(world.clusterName(), service.name()))
                .put("serviceName", service.name())
                .put("clusterArn", Account.cluster(world.clusterName()))
                .put("status", "ACTIVE")
                .put("desiredCount", service.desiredCount())
                .put("runningCount", running)
                .put("pendingCount", Math.max(0, service.desiredCount() - running))
                .put("launchType", "FARGATE")
                .put("platformVersion", "LATEST")
                .put("platformFamily", "Linux")
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
        json.set("deployments", array(List.of(deployment(service, running))));
        json.set("events", events(service));
        json.set("networkConfiguration", network());
        if (withTags) {
            json.putArray("tags").addObject().put("key", "team").put("value", service.name());
        }
        return json;
    }

    private static ObjectNode deploymentConfiguration() {
        var json = Json.object()
                .put("maximumPercent", 200)
                .put("minimumHealthyPercent", 100)
                .put("strategy", "ROLLING");
        json.putObject("deploymentCircuitBreaker").put("enable", true).put("rollback", true);
        return json;
    }

    private static ObjectNode deployment(Service service, int running) {
        var json = Json.object()
                .put("id", service.deploymentId())
                .put("status", "PRIMARY")
                .put("taskDefinition", service.taskDefinition().arn())
                .put("desiredCount", service.desiredCount())
                .put("pendingCount", Math.max(0, service.desiredCount() - running))
                .put("runningCount", running)
                .put("failedTasks", 0)
                .put("createdAt", seconds(service.deployedAt()))
                .put("updatedAt", seconds(service.deployedAt().plusSeconds(130)))
                .put("launchType", "FARGATE")
                .put("platformVersion", PLATFORM_VERSION)
                .put("platformFamily", "Linux")
                .put("rolloutState", "COMPLETED")
                .put("rolloutStateReason", "ECS deployment " + service.deploymentId() + " completed.");
        json.set("networkConfiguration", network());
        return json;
    }

    private static ArrayNode events(Service service) {
        return array(service.events().stream()
                .map(event -> Json.object()
                        .put("id", event.id().toString())
                        .put("createdAt", seconds(event.createdAt()))
                        .put("message", event.message()))
                .toList());
    }

    private static ObjectNode network() {
        var json = Json.object();
        var vpc = json.putObject("awsvpcConfiguration").put("assignPublicIp", "DISABLED");
        vpc.set("subnets", texts(List.of("subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5a60729")));
        vpc.set("securityGroups", texts(List.of("sg-0f1e2d3c4b5a69788")));
        return json;
    }
}

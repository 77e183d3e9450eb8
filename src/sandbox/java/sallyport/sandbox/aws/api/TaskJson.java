package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;
import static sallyport.sandbox.aws.api.EcsJson.seconds;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Container;
import sallyport.sandbox.aws.world.Stop;
import sallyport.sandbox.aws.world.Task;
import tools.jackson.databind.node.ObjectNode;

/** A Fargate task as DescribeTasks tells it. */
final class TaskJson {
    private final String cluster;
    private final Task task;
    private final boolean agentPending;

    private TaskJson(String cluster, Task task, boolean agentPending) {
        this.cluster = cluster;
        this.task = task;
        this.agentPending = agentPending;
    }

    static ObjectNode of(String cluster, Task task, boolean agentPending) {
        return new TaskJson(cluster, task, agentPending).json();
    }

    private ObjectNode json() {
        var service = task.service();
        var definition = service.taskDefinition();
        var status = task.running() ? "RUNNING" : "STOPPED";
        var json = Json.object()
                .put("availabilityZone", task.availabilityZone())
                .put("clusterArn", Account.cluster(cluster))
                .put("connectivity", "CONNECTED")
                .put("connectivityAt", seconds(task.createdAt().plusSeconds(12)))
                .put("cpu", definition.cpu())
                .put("createdAt", seconds(task.createdAt()))
                .put("desiredStatus", status)
                .put("enableExecuteCommand", service.enableExecuteCommand())
                .put("group", "service:" + service.name())
                .put("healthStatus", "UNKNOWN")
                .put("lastStatus", status)
                .put("launchType", "FARGATE")
                .put("memory", definition.memory())
                .put("platformVersion", ServiceJson.PLATFORM_VERSION)
                .put("platformFamily", "Linux")
                .put("pullStartedAt", seconds(task.startedAt().minusSeconds(14)))
                .put("pullStoppedAt", seconds(task.startedAt().minusSeconds(5)))
                .put("startedAt", seconds(task.startedAt()))
                .put("startedBy", service.deploymentId())
                .put("taskArn", Account.task(cluster, task.id()))
                .put("taskDefinitionArn", definition.arn())
                .put("version", task.running() ? 4 : 6);
        task.stop().ifPresent(stop -> stopped(json, stop));
        json.putObject("ephemeralStorage").put("sizeInGiB", 20);
        json.putArray("attributes")
                .addObject()
                .put("name", "ecs.cpu-architecture")
                .put("value", "x86_64");
        json.putArray("inferenceAccelerators");
        json.putArray("tags");
        json.set(
                "attachments",
                array(task.containers().stream().limit(1).map(this::attachment).toList()));
        json.set(
                "containers",
                array(task.containers().stream().map(this::container).toList()));
        json.set("overrides", overrides());
        return json;
    }

    private static void stopped(ObjectNode json, Stop stop) {
        json.put("stopCode", stop.code())
                .put("stoppedReason", stop.reason())
                .put("stoppingAt", seconds(stop.at()))
                .put("executionStoppedAt", seconds(stop.at()))
                .put("stoppedAt", seconds(stop.at().plusSeconds(22)));
    }

    private ObjectNode overrides() {
        var overrides = Json.object();
        var containers = overrides.putArray("containerOverrides");
        task.containers()
                .forEach(container -> containers
                        .addObject()
                        .put("name", container.definition().name()));
        overrides.putArray("inferenceAcceleratorOverrides");
        return overrides;
    }

    private ObjectNode attachment(Container container) {
        var attachment = Json.object()
                .put("id", attachmentId())
                .put("type", "ElasticNetworkInterface")
                .put("status", task.running() ? "ATTACHED" : "DELETED");
        var details = attachment.putArray("details");
        details.addObject().put("name", "subnetId").put("value", "subnet-0a1b2c3d4e5f60718");
        details.addObject()
                .put("name", "networkInterfaceId")
                .put("value", "eni-0" + task.id().substring(0, 16));
        details.addObject().put("name", "privateIPv4Address").put("value", container.privateIp());
        return attachment;
    }

    private String attachmentId() {
        return UUID.nameUUIDFromBytes(task.id().getBytes(StandardCharsets.US_ASCII))
                .toString();
    }

    private ObjectNode container(Container container) {
        var definition = container.definition();
        var json = Json.object()
                .put("containerArn", containerArn(cluster, task, container))
                .put("taskArn", Account.task(cluster, task.id()))
                .put("name", definition.name())
                .put("image", definition.image())
                .put("imageDigest", definition.imageDigest())
                .put("runtimeId", container.runtimeId())
                .put("lastStatus", task.running() ? "RUNNING" : "STOPPED")
                .put("healthStatus", "UNKNOWN")
                .put("cpu", "0");
        container.exitCode().ifPresent(code -> json.put("exitCode", code));
        container.reason().ifPresent(reason -> json.put("reason", reason));
        json.putArray("networkBindings");
        json.putArray("networkInterfaces")
                .addObject()
                .put("attachmentId", attachmentId())
                .put("privateIpv4Address", container.privateIp());
        container.execAgentStartedAt().ifPresent(startedAt -> {
            var agent = json.putArray("managedAgents").addObject().put("name", "ExecuteCommandAgent");
            agent.put("lastStatus", agentPending ? "PENDING" : "RUNNING");
            if (!agentPending) {
                agent.put("lastStartedAt", seconds(startedAt));
            }
        });
        return json;
    }

    static String containerArn(String cluster, Task task, Container container) {
        return Account.ecs("container/" + cluster + "/" + task.id() + "/" + container.id());
    }
}

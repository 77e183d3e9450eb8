package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;
import static sallyport.sandbox.aws.api.EcsJson.pairs;
import static sallyport.sandbox.aws.api.EcsJson.seconds;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Compute;
import sallyport.sandbox.aws.world.Container;
import sallyport.sandbox.aws.world.ExecAgent;
import sallyport.sandbox.aws.world.Stop;
import sallyport.sandbox.aws.world.Task;
import sallyport.sandbox.aws.world.TaskStatus;
import tools.jackson.databind.node.ObjectNode;

/** A task as DescribeTasks tells it. */
final class TaskJson {
    private final Task task;
    private final boolean agentPending;

    private TaskJson(Task task, boolean agentPending) {
        this.task = task;
        this.agentPending = agentPending;
    }

    static ObjectNode of(Task task, boolean withTags, boolean agentPending) {
        var json = new TaskJson(task, agentPending).json();
        json.set("tags", withTags ? pairs(task.service().tags(), "key", "value") : array(List.of()));
        return json;
    }

    private ObjectNode json() {
        var service = task.service();
        var definition = service.taskDefinition();
        var json = Json.object()
                .put("availabilityZone", task.availabilityZone())
                .put("clusterArn", Account.cluster(service.cluster()))
                .put("connectivity", task.connected() ? "CONNECTED" : "DISCONNECTED")
                .put("connectivityAt", seconds(betweenCreationAndStart(12)))
                .put("cpu", definition.cpu())
                .put("createdAt", seconds(task.createdAt()))
                .put("desiredStatus", task.toStop() ? "STOPPED" : "RUNNING")
                .put("enableExecuteCommand", service.enableExecuteCommand())
                .put("group", task.group())
                .put("healthStatus", "UNKNOWN")
                .put("lastStatus", task.status().name())
                .put("memory", definition.memory())
                .put("startedBy", task.startedBy())
                .put("taskArn", task.arn())
                .put("taskDefinitionArn", definition.arn())
                .put("version", List.of(TaskStatus.values()).indexOf(task.status()) + 1);
        compute(json, service.compute());
        task.startedAt()
                .ifPresent(at -> json.put("pullStartedAt", seconds(betweenCreationAndStart(24)))
                        .put("pullStoppedAt", seconds(betweenCreationAndStart(33)))
                        .put("startedAt", seconds(at)));
        task.stop().ifPresent(stop -> stopped(json, stop));
        json.putArray("attributes")
                .addObject()
                .put("name", "ecs.cpu-architecture")
                .put("value", "x86_64");
        json.putArray("inferenceAccelerators");
        json.set("attachments", array(awsvpc() ? List.of(attachment()) : List.of()));
        json.set(
                "containers",
                array(task.containers().stream().map(this::container).toList()));
        json.set("overrides", overrides());
        return json;
    }

    /** So many seconds after the creation, or at the start if that was sooner. */
    private Instant betweenCreationAndStart(int seconds) {
        var usual = task.createdAt().plusSeconds(seconds);
        var start = task.startedAt().orElse(task.createdAt());
        return usual.isBefore(start) ? usual : start;
    }

    private void compute(ObjectNode json, Compute compute) {
        json.put("launchType", compute.launchType());
        compute.platformVersion()
                .ifPresent(version ->
                        json.put("platformVersion", version).put("platformFamily", compute.platformFamily()));
        compute.capacityProvider().ifPresent(name -> json.put("capacityProviderName", name));
        compute.instanceId()
                .ifPresent(id -> json.put(
                        "containerInstanceArn",
                        Account.containerInstance(task.service().cluster(), id)));
        if (compute.isFargate()) {
            json.putObject("ephemeralStorage").put("sizeInGiB", 20);
        }
    }

    private boolean awsvpc() {
        return task.service()
                .taskDefinition()
                .settings()
                .members()
                .path("networkMode")
                .asString("awsvpc")
                .equals("awsvpc");
    }

    private static void stopped(ObjectNode json, Stop stop) {
        json.put("stopCode", stop.code()).put("stoppedReason", stop.reason()).put("stoppingAt", seconds(stop.at()));
        stop.finishedAt()
                .ifPresent(
                        at -> json.put("executionStoppedAt", seconds(stop.at())).put("stoppedAt", seconds(at)));
    }

    private ObjectNode overrides() {
        var asked = task.alone() ? task.service().settings().members() : Json.object();
        if (asked.get("overrides") instanceof ObjectNode overrides) {
            return overrides;
        }
        var overrides = Json.object();
        var containers = overrides.putArray("containerOverrides");
        task.containers()
                .forEach(container -> containers
                        .addObject()
                        .put("name", container.definition().name()));
        overrides.putArray("inferenceAcceleratorOverrides");
        return overrides;
    }

    private ObjectNode attachment() {
        var attachment = Json.object()
                .put("id", attachmentId())
                .put("type", "ElasticNetworkInterface")
                .put("status", attachmentStatus());
        var details = attachment.putArray("details");
        details.addObject().put("name", "subnetId").put("value", task.subnetId());
        if (task.status() != TaskStatus.PROVISIONING) {
            details.addObject().put("name", "networkInterfaceId").put("value", task.networkInterfaceId());
            details.addObject()
                    .put("name", "privateIPv4Address")
                    .put("value", task.containers().getFirst().privateIp());
        }
        return attachment;
    }

    private String attachmentStatus() {
        return switch (task.status()) {
            case PROVISIONING -> "PRECREATED";
            case PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING -> "ATTACHED";
            case DEPROVISIONING, STOPPED -> "DELETED";
        };
    }

    private String attachmentId() {
        return UUID.nameUUIDFromBytes(task.id().getBytes(StandardCharsets.US_ASCII))
                .toString();
    }

    private ObjectNode container(Container container) {
        var definition = container.definition();
        var json = Json.object()
                .put("containerArn", containerArn(task, container))
                .put("taskArn", task.arn())
                .put("name", definition.name())
                .put("image", definition.image())
                .put("lastStatus", containerStatus())
                .put("healthStatus", "UNKNOWN")
                .put("cpu", "0");
        if (task.startedAt().isPresent()) {
            json.put("imageDigest", definition.imageDigest()).put("runtimeId", container.runtimeId());
        }
        container.exitCode().ifPresent(code -> json.put("exitCode", code));
        container.reason().ifPresent(reason -> json.put("reason", reason));
        json.putArray("networkBindings");
        var interfaces = json.putArray("networkInterfaces");
        if (awsvpc() && task.status() != TaskStatus.PROVISIONING) {
            interfaces.addObject().put("attachmentId", attachmentId()).put("privateIpv4Address", container.privateIp());
        }
        container.execAgent().ifPresent(agent -> managedAgent(json, agent));
        return json;
    }

    /** A container has fewer statuses than its task. */
    private String containerStatus() {
        return switch (task.status()) {
            case PROVISIONING, PENDING, ACTIVATING -> "PENDING";
            case RUNNING, DEACTIVATING, STOPPING -> "RUNNING";
            case DEPROVISIONING, STOPPED -> "STOPPED";
        };
    }

    private void managedAgent(ObjectNode container, ExecAgent agent) {
        var shown = agentPending ? ExecAgent.pending() : agent;
        var json = container
                .putArray("managedAgents")
                .addObject()
                .put("name", "ExecuteCommandAgent")
                .put("lastStatus", shown.status());
        shown.lastStartedAt().ifPresent(at -> json.put("lastStartedAt", seconds(at)));
        shown.reason().ifPresent(reason -> json.put("reason", reason));
    }

    static String containerArn(Task task, Container container) {
        return Account.ecs("container/" + task.service().cluster() + "/" + task.id() + "/" + container.id());
    }
}

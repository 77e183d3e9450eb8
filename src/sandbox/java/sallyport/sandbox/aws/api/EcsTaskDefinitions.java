package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;
import static sallyport.sandbox.aws.api.EcsJson.pairs;
import static sallyport.sandbox.aws.api.EcsJson.seconds;
import static sallyport.sandbox.aws.api.EcsJson.texts;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.ContainerDefinition;
import sallyport.sandbox.aws.world.Service;
import sallyport.sandbox.aws.world.TaskDefinition;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** DescribeTaskDefinition: the revisions that a service uses; by family alone it is the service's own. */
final class EcsTaskDefinitions {
    private final Supplier<World> world;

    EcsTaskDefinitions(Supplier<World> world) {
        this.world = world;
    }

    Map<String, Operation> operations() {
        return Map.of("DescribeTaskDefinition", (request, caller) -> describe(request));
    }

    private ObjectNode describe(JsonNode request) {
        var asked = Members.of(request, "taskDefinition", "include");
        var name = asked.requiredText("taskDefinition");
        var definition = world.get().services().stream()
                .map(Service::taskDefinition)
                .filter(candidate -> isNamed(candidate, name))
                .findFirst()
                .orElseThrow(() -> Refusal.of("ClientException", "Unable to describe task definition."));
        var answer = Json.object();
        answer.set("taskDefinition", json(definition));
        if (asked.texts("include").contains("TAGS")) {
            answer.putArray("tags").addObject().put("key", "team").put("value", definition.family());
        }
        return answer;
    }

    private static boolean isNamed(TaskDefinition definition, String name) {
        return name.equals(definition.family())
                || name.equals(definition.family() + ":" + definition.revision())
                || name.equals(definition.arn());
    }

    private static ObjectNode json(TaskDefinition definition) {
        var json = Json.object()
                .put("taskDefinitionArn", definition.arn())
                .put("family", definition.family())
                .put("revision", definition.revision())
                .put("status", "ACTIVE")
                .put("taskRoleArn", Account.role(definition.family() + "-task"))
                .put("executionRoleArn", Account.role("ecs-task-execution"))
                .put("networkMode", "awsvpc")
                .put("cpu", definition.cpu())
                .put("memory", definition.memory())
                .put("registeredAt", seconds(definition.registeredAt()))
                .put("registeredBy", Account.role("deployer"));
        json.set(
                "containerDefinitions",
                array(definition.containers().stream()
                        .map(EcsTaskDefinitions::container)
                        .toList()));
        json.putArray("volumes");
        json.putArray("placementConstraints");
        json.set("compatibilities", texts(List.of("EC2", "FARGATE")));
        json.set("requiresCompatibilities", texts(List.of("FARGATE")));
        json.putObject("runtimePlatform").put("cpuArchitecture", "X86_64").put("operatingSystemFamily", "LINUX");
        json.putArray("requiresAttributes").addObject().put("name", "ecs.capability.execution-role-awslogs");
        return json;
    }

    private static ObjectNode container(ContainerDefinition definition) {
        var json = Json.object()
                .put("name", definition.name())
                .put("image", definition.image())
                .put("cpu", 0)
                .put("essential", true)
                .put("readonlyRootFilesystem", false);
        json.set("command", texts(definition.command()));
        json.set("environment", pairs(definition.environment(), "name", "value"));
        json.set("secrets", pairs(definition.secrets(), "name", "valueFrom"));
        var ports = json.putArray("portMappings");
        definition
                .ports()
                .forEach(port -> ports.addObject()
                        .put("containerPort", port)
                        .put("hostPort", port)
                        .put("protocol", "tcp"));
        json.putObject("linuxParameters").put("initProcessEnabled", true);
        for (var empty : List.of("mountPoints", "volumesFrom", "systemControls")) {
            json.putArray(empty);
        }
        json.putObject("logConfiguration")
                .put("logDriver", "awslogs")
                .putObject("options")
                .put("awslogs-group", definition.logGroup())
                .put("awslogs-region", Account.REGION)
                .put("awslogs-stream-prefix", definition.logStreamPrefix());
        return json;
    }
}

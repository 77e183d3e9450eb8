package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;
import static sallyport.sandbox.aws.api.EcsJson.pairs;
import static sallyport.sandbox.aws.api.EcsJson.seconds;
import static sallyport.sandbox.aws.api.EcsJson.texts;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.ContainerDefinition;
import sallyport.sandbox.aws.world.TaskDefinition;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** DescribeTaskDefinition, and the lists of families and revisions. */
final class EcsTaskDefinitions {
    private static final int PAGE = 100;

    private final Supplier<World> world;

    EcsTaskDefinitions(Supplier<World> world) {
        this.world = world;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "DescribeTaskDefinition", (request, caller) -> describe(request),
                "ListTaskDefinitions", (request, caller) -> list(request),
                "ListTaskDefinitionFamilies", (request, caller) -> families(request));
    }

    private ObjectNode list(JsonNode request) {
        var asked = Members.of(request, "familyPrefix", "status", "sort", "nextToken", "maxResults");
        var order = Comparator.comparing(TaskDefinition::family).thenComparingInt(TaskDefinition::revision);
        boolean descending = asked.text("sort").orElse("ASC").equals("DESC");
        var arns = registered(asked, "ACTIVE")
                .filter(each ->
                        asked.text("familyPrefix").map(each.family()::equals).orElse(true))
                .sorted(descending ? order.reversed() : order)
                .map(TaskDefinition::arn)
                .toList();
        return page("taskDefinitionArns", arns, asked);
    }

    private ObjectNode families(JsonNode request) {
        var asked = Members.of(request, "familyPrefix", "status", "nextToken", "maxResults");
        var prefix = asked.text("familyPrefix").orElse("");
        var families = registered(asked, "ACTIVE", "ALL")
                .map(TaskDefinition::family)
                .filter(family -> family.startsWith(prefix))
                .distinct()
                .sorted()
                .toList();
        return page("families", families, asked);
    }

    /** All are ACTIVE here, so that any other status has none. */
    private Stream<TaskDefinition> registered(Members asked, String... statuses) {
        return List.of(statuses).contains(asked.text("status").orElse("ACTIVE"))
                ? world.get().taskDefinitions().stream()
                : Stream.empty();
    }

    private static ObjectNode page(String member, List<String> all, Members asked) {
        int size = asked.limit("maxResults", PAGE, PAGE);
        return EcsJson.page(member, Pages.cut(all, member, asked.text("nextToken"), size, EcsClusters::badToken));
    }

    private ObjectNode describe(JsonNode request) {
        var asked = Members.of(request, "taskDefinition", "include");
        var definition = EcsNames.taskDefinition(world.get(), asked.requiredText("taskDefinition"));
        var answer = Json.object();
        answer.set("taskDefinition", json(definition));
        if (asked.texts("include").contains("TAGS")) {
            answer.putArray("tags").addObject().put("key", "team").put("value", definition.family());
        }
        return answer;
    }

    private static ObjectNode json(TaskDefinition definition) {
        var json = Json.object()
                .put("taskDefinitionArn", definition.arn())
                .put("family", definition.family())
                .put("revision", definition.revision())
                .put("status", "ACTIVE")
                .put("executionRoleArn", Account.role("ecs-task-execution"))
                .put("networkMode", "awsvpc")
                .put("cpu", definition.cpu())
                .put("memory", definition.memory())
                .put("registeredAt", seconds(definition.registeredAt()))
                .put("registeredBy", Account.role("deployer"));
        definition.taskRole().ifPresent(role -> json.put("taskRoleArn", role));
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
        definition.settings().layOver(json);
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
        definition.settings().layOver(json);
        return json;
    }
}

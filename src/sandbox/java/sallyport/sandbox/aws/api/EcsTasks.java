package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;

import java.util.Map;
import java.util.function.Supplier;
import sallyport.sandbox.aws.fault.FaultName;
import sallyport.sandbox.aws.fault.Faults;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Task;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** ListTasks and DescribeTasks. */
final class EcsTasks {
    private static final int PAGE = 100;

    private final Supplier<World> world;
    private final Faults faults;

    EcsTasks(Supplier<World> world, Faults faults) {
        this.world = world;
        this.faults = faults;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "ListTasks", (request, caller) -> list(request),
                "DescribeTasks", (request, caller) -> describe(request));
    }

    private ObjectNode list(JsonNode request) {
        var asked = Members.of(
                request,
                "cluster",
                "serviceName",
                "family",
                "desiredStatus",
                "launchType",
                "startedBy",
                "nextToken",
                "maxResults");
        var present = world.get();
        EcsNames.requireCluster(present, asked.text("cluster"));
        asked.text("serviceName").ifPresent(name -> requireService(present, name));
        var status = desiredStatus(asked);
        var arns = present.tasks().stream()
                .filter(task -> status.equals("STOPPED") != task.running())
                .filter(task -> isOf(present, task, asked))
                .map(task -> Account.task(present.clusterName(), task.id()))
                .toList();
        return EcsJson.page(
                "taskArns",
                Pages.cut(
                        arns,
                        "tasks " + status + asked.text("serviceName") + asked.text("family"),
                        asked.text("nextToken"),
                        asked.limit("maxResults", PAGE, PAGE),
                        EcsClusters::badToken));
    }

    private static String desiredStatus(Members asked) {
        var status = asked.text("desiredStatus").orElse("RUNNING");
        return switch (status) {
            case "RUNNING", "STOPPED", "PENDING" -> status;
            default -> throw Refusal.of("InvalidParameterException", "Invalid desired status: " + status);
        };
    }

    private static boolean isOf(World world, Task task, Members asked) {
        var service = asked.text("serviceName").flatMap(name -> EcsNames.service(world, name));
        return service.map(task.service()::equals).orElse(true)
                && asked.text("family")
                        .map(task.service().taskDefinition().family()::equals)
                        .orElse(true)
                && asked.text("startedBy")
                        .map(task.service().deploymentId()::equals)
                        .orElse(true)
                && asked.text("launchType").map("FARGATE"::equals).orElse(true);
    }

    private static void requireService(World world, String name) {
        if (EcsNames.service(world, name).isEmpty()) {
            throw Refusal.of("ServiceNotFoundException", "Service not found.");
        }
    }

    private ObjectNode describe(JsonNode request) {
        var asked = Members.of(request, "cluster", "tasks", "include");
        var present = world.get();
        EcsNames.requireCluster(present, asked.text("cluster"));
        var ids = asked.texts("tasks");
        if (ids.isEmpty()) {
            throw Refusal.of("InvalidParameterException", "Tasks cannot be empty.");
        }
        if (ids.size() > PAGE) {
            throw Refusal.of("InvalidParameterException", "Tasks cannot have more than 100 elements.");
        }
        boolean agentPending = faults.take(FaultName.AGENT_PENDING);
        var answer = Json.object();
        answer.set(
                "tasks",
                array(ids.stream()
                        .flatMap(id -> EcsNames.task(present, id).stream())
                        .map(task -> TaskJson.of(present.clusterName(), task, agentPending))
                        .toList()));
        answer.set(
                "failures",
                array(ids.stream()
                        .filter(id -> EcsNames.task(present, id).isEmpty())
                        .map(id -> EcsJson.missing(EcsNames.arn(id, Account.task(present.clusterName(), ""))))
                        .toList()));
        return answer;
    }
}

package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.wire.Signature;
import sallyport.sandbox.aws.world.Cluster;
import sallyport.sandbox.aws.world.LivingWorld;
import sallyport.sandbox.aws.world.OneOffTask;
import sallyport.sandbox.aws.world.ServiceChange;
import sallyport.sandbox.aws.world.Task;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** UpdateService, StopTask and RunTask: what changes the world. What they began goes on by the service scheduler. */
final class EcsChanges {
    /** Limits of the model: tasks of one RunTask, characters of a reason and of {@code startedBy}. */
    private static final int MAX_TASKS = 10;

    private static final int MAX_REASON = 255;
    private static final int MAX_STARTED_BY = 128;

    private final Supplier<LivingWorld> world;
    private final Map<String, List<Task>> byClientToken = new ConcurrentHashMap<>();

    EcsChanges(Supplier<LivingWorld> world) {
        this.world = world;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "UpdateService", (request, caller) -> update(request),
                "StopTask", (request, caller) -> stop(request),
                "RunTask", this::run);
    }

    private ObjectNode update(JsonNode request) {
        var asked = Members.of(
                request,
                "cluster",
                "service",
                "desiredCount",
                "enableExecuteCommand",
                "forceNewDeployment",
                "taskDefinition");
        var living = world.get();
        var cluster = EcsNames.cluster(living.now(), asked.text("cluster"));
        var service = EcsNames.requireService(cluster, asked.requiredText("service"));
        var controller =
                service.settings().members().at("/deploymentController/type").asString("ECS");
        boolean force = asked.bool("forceNewDeployment").orElse(false);
        if (!controller.equals("ECS") && (force || asked.text("taskDefinition").isPresent())) {
            throw invalid("Unable to update task definition on services with a " + controller
                    + " deployment controller. Use AWS CodeDeploy to trigger a new deployment.");
        }
        var change = new ServiceChange(
                asked.integer("desiredCount").map(EcsChanges::count),
                asked.bool("enableExecuteCommand"),
                asked.text("taskDefinition").map(name -> EcsNames.taskDefinition(living.now(), name)),
                force);
        var updated = living.update(service, change);
        var answer = Json.object();
        answer.set("service", ServiceJson.of(cluster(living, cluster), updated, false));
        return answer;
    }

    private static Cluster cluster(LivingWorld living, Cluster before) {
        return living.now().cluster(before.name()).orElseThrow();
    }

    private static int count(long count) {
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw invalid("desiredCount cannot be negative.");
        }
        return (int) count;
    }

    private ObjectNode stop(JsonNode request) {
        var asked = Members.of(request, "cluster", "task", "reason");
        var living = world.get();
        var cluster = EcsNames.cluster(living.now(), asked.text("cluster"));
        var task = EcsNames.task(cluster, asked.requiredText("task"))
                .orElseThrow(() -> invalid("The referenced task was not found."));
        var reason = asked.text("reason");
        requireLength("reason", reason, MAX_REASON);
        var answer = Json.object();
        answer.set("task", TaskJson.of(living.stop(task, reason), false, false));
        return answer;
    }

    private ObjectNode run(JsonNode request, Signature caller) {
        var asked = Members.of(
                request,
                "cluster",
                "taskDefinition",
                "count",
                "enableExecuteCommand",
                "launchType",
                "networkConfiguration",
                "startedBy",
                "clientToken",
                "tags",
                "platformVersion",
                "propagateTags",
                "enableECSManagedTags",
                "group",
                "overrides");
        var tasks = asked.text("clientToken")
                .map(token -> byClientToken.computeIfAbsent(caller.accessKey() + " " + token, first -> started(asked)))
                .orElseGet(() -> started(asked));
        var answer = Json.object();
        answer.set(
                "tasks",
                array(tasks.stream().map(task -> TaskJson.of(task, true, false)).toList()));
        answer.putArray("failures");
        return answer;
    }

    private List<Task> started(Members asked) {
        var living = world.get();
        var cluster = EcsNames.cluster(living.now(), asked.text("cluster"));
        long count = asked.integer("count").orElse(1L);
        if (count < 1 || count > MAX_TASKS) {
            throw invalid("count must be between 1 and " + MAX_TASKS + ".");
        }
        if (!asked.text("launchType").orElse("FARGATE").equals("FARGATE")) {
            throw invalid("The sandbox runs tasks of their own on Fargate only.");
        }
        requireLength("startedBy", asked.text("startedBy"), MAX_STARTED_BY);
        var oneOff = new OneOffTask(
                cluster.name(),
                EcsNames.taskDefinition(living.now(), asked.requiredText("taskDefinition")),
                asked.bool("enableExecuteCommand").orElse(false),
                RunTaskMembers.placement(asked),
                RunTaskMembers.tags(asked),
                RunTaskMembers.overrides(asked));
        return living.run(oneOff, asked.text("startedBy").orElse(""), (int) count);
    }

    private static void requireLength(String member, Optional<String> text, int most) {
        if (text.filter(value -> value.length() > most).isPresent()) {
            throw invalid(member + " must have at most " + most + " characters.");
        }
    }

    private static Refusal invalid(String message) {
        return Refusal.of("InvalidParameterException", message);
    }
}

package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;
import static sallyport.sandbox.aws.api.EcsJson.seconds;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Cluster;
import sallyport.sandbox.aws.world.Deployment;
import sallyport.sandbox.aws.world.Service;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * ListServiceDeployments, DescribeServiceDeployments and DescribeServiceRevisions. A deployment here has one revision
 * of its own.
 */
final class EcsDeployments {
    private static final int PAGE = 100;
    private static final int MAX_DESCRIBED = 20;

    private final Supplier<World> world;

    EcsDeployments(Supplier<World> world) {
        this.world = world;
    }

    /** A deployment and where it belongs. */
    private record Placed(Cluster cluster, Service service, Deployment deployment) {
        String arn() {
            var digest = UUID.nameUUIDFromBytes(deployment.id().getBytes(StandardCharsets.US_ASCII));
            var id = digest.toString().replace("-", "").substring(0, 21);
            return Account.ecs("service-deployment/" + cluster.name() + "/" + service.name() + "/" + id);
        }

        String revisionArn() {
            var id = deployment.id().substring(deployment.id().indexOf('/') + 1);
            return Account.ecs("service-revision/" + cluster.name() + "/" + service.name() + "/" + id);
        }

        /** What was rolled out before. */
        Optional<Placed> before() {
            var all = service.deployments();
            int next = all.indexOf(deployment) + 1;
            return next < all.size() ? Optional.of(new Placed(cluster, service, all.get(next))) : Optional.empty();
        }

        /** What rolled it back. */
        Optional<Placed> rolledBackBy() {
            var all = service.deployments();
            int index = all.indexOf(deployment) - 1;
            return Optional.of(index)
                    .filter(i -> i >= 0 && all.get(i).rollback())
                    .map(i -> new Placed(cluster, service, all.get(i)));
        }

        String status() {
            return switch (deployment.rollout()) {
                case COMPLETED -> "SUCCESSFUL";
                case IN_PROGRESS -> deployment.equals(service.primary()) ? "IN_PROGRESS" : "STOPPED";
                case FAILED ->
                    rolledBackBy()
                            .map(back ->
                                    back.deployment().inProgress() ? "ROLLBACK_IN_PROGRESS" : "ROLLBACK_SUCCESSFUL")
                            .orElse("STOPPED");
            };
        }
    }

    Map<String, Operation> operations() {
        return Map.of(
                "ListServiceDeployments", (request, caller) -> list(request),
                "DescribeServiceDeployments",
                        (request, caller) -> describe(
                                request, "serviceDeploymentArns", "serviceDeployments", Placed::arn, this::full),
                "DescribeServiceRevisions",
                        (request, caller) -> describe(
                                request,
                                "serviceRevisionArns",
                                "serviceRevisions",
                                Placed::revisionArn,
                                EcsDeployments::revision));
    }

    private ObjectNode list(JsonNode request) {
        var asked = Members.of(request, "service", "cluster", "status", "createdAt", "nextToken", "maxResults");
        var cluster = EcsNames.cluster(world.get(), asked.text("cluster"));
        var service = EcsNames.requireService(cluster, asked.requiredText("service"));
        var statuses = asked.texts("status");
        var after = time(asked, "after", Double.NEGATIVE_INFINITY);
        var before = time(asked, "before", Double.POSITIVE_INFINITY);
        var all = placed(cluster, service)
                .filter(each -> statuses.isEmpty() || statuses.contains(each.status()))
                .filter(each -> {
                    double created = seconds(each.deployment().createdAt());
                    return after <= created && created <= before;
                })
                .toList();
        var page = Pages.cut(
                all,
                "deployments of " + service.arn(),
                asked.text("nextToken"),
                asked.limit("maxResults", PAGE, PAGE),
                EcsClusters::badToken);
        var answer = Json.object();
        answer.set(
                "serviceDeployments",
                array(page.items().stream().map(EcsDeployments::brief).toList()));
        page.next().ifPresent(token -> answer.put("nextToken", token));
        return answer;
    }

    private static double time(Members asked, String end, double absent) {
        return asked.present("createdAt")
                .map(range -> Members.of(range, "before", "after"))
                .flatMap(range -> range.present(end))
                .map(JsonNode::asDouble)
                .orElse(absent);
    }

    private static Stream<Placed> placed(Cluster cluster, Service service) {
        return service.deployments().stream().map(each -> new Placed(cluster, service, each));
    }

    private ObjectNode describe(
            JsonNode request,
            String arnsMember,
            String member,
            Function<Placed, String> arn,
            Function<Placed, ObjectNode> json) {
        var arns = Members.of(request, arnsMember).texts(arnsMember);
        if (arns.isEmpty() || arns.size() > MAX_DESCRIBED) {
            throw Refusal.of(
                    "InvalidParameterException", arnsMember + " must have 1 to " + MAX_DESCRIBED + " elements.");
        }
        var all = world.get().clusters().stream()
                .flatMap(cluster -> cluster.services().stream().flatMap(service -> placed(cluster, service)))
                .filter(each -> arns.contains(arn.apply(each)))
                .toList();
        var found = all.stream().map(arn).toList();
        var answer = Json.object();
        answer.set(member, array(all.stream().map(json).toList()));
        answer.set(
                "failures",
                array(arns.stream()
                        .filter(each -> !found.contains(each))
                        .map(EcsJson::missing)
                        .toList()));
        return answer;
    }

    private static ObjectNode brief(Placed placed) {
        var json = common(placed);
        json.put("targetServiceRevisionArn", placed.revisionArn());
        return json;
    }

    private static ObjectNode common(Placed placed) {
        var deployment = placed.deployment();
        var json = Json.object()
                .put("serviceDeploymentArn", placed.arn())
                .put("serviceArn", placed.service().arn())
                .put("clusterArn", placed.cluster().arn())
                .put("createdAt", seconds(deployment.createdAt()))
                .put("startedAt", seconds(deployment.createdAt()))
                .put("status", placed.status());
        if (!deployment.inProgress()) {
            json.put("finishedAt", seconds(deployment.updatedAt()));
        }
        if (deployment.rollout() == Deployment.RolloutState.FAILED) {
            json.put("statusReason", deployment.reason());
        }
        return json;
    }

    private ObjectNode full(Placed placed) {
        var deployment = placed.deployment();
        var json = common(placed)
                .put("updatedAt", seconds(deployment.updatedAt()))
                .put("lifecycleStage", deployment.inProgress() ? "SCALE_UP" : "CLEAN_UP");
        json.set("targetServiceRevision", count(placed));
        json.set(
                "sourceServiceRevisions",
                array(placed.before().map(EcsDeployments::count).stream().toList()));
        json.set("deploymentConfiguration", ServiceJson.deploymentConfiguration());
        json.putObject("deploymentCircuitBreaker")
                .put("status", breaker(deployment))
                .put("failureCount", deployment.failedTasks())
                .put("threshold", Deployment.CIRCUIT_BREAKER_THRESHOLD);
        placed.rolledBackBy()
                .ifPresent(back -> json.putObject("rollback")
                        .put("reason", deployment.reason())
                        .put("startedAt", seconds(back.deployment().createdAt()))
                        .put("serviceRevisionArn", back.revisionArn()));
        return json;
    }

    private static String breaker(Deployment deployment) {
        return switch (deployment.rollout()) {
            case IN_PROGRESS -> "MONITORING";
            case COMPLETED -> "MONITORING_COMPLETE";
            case FAILED -> "TRIGGERED";
        };
    }

    private static ObjectNode count(Placed placed) {
        var tasks = ServiceJson.tasks(placed.cluster(), placed.service(), placed.deployment());
        boolean primary = placed.deployment().equals(placed.service().primary());
        return Json.object()
                .put("arn", placed.revisionArn())
                .put("requestedTaskCount", primary ? placed.service().desiredCount() : 0)
                .put("runningTaskCount", ServiceJson.running(tasks))
                .put("pendingTaskCount", ServiceJson.pending(tasks));
    }

    private static ObjectNode revision(Placed placed) {
        var definition = placed.deployment().taskDefinition();
        var json = Json.object()
                .put("serviceRevisionArn", placed.revisionArn())
                .put("serviceArn", placed.service().arn())
                .put("clusterArn", placed.cluster().arn())
                .put("taskDefinition", definition.arn())
                .put("guardDutyEnabled", false)
                .put("createdAt", seconds(placed.deployment().createdAt()));
        ServiceJson.compute(
                json,
                placed.service().compute(),
                placed.service().compute().platformVersion().orElse(""));
        json.set("networkConfiguration", ServiceJson.network(placed.service()));
        json.set("loadBalancers", array(List.of()));
        json.set("serviceRegistries", array(List.of()));
        json.set(
                "containerImages",
                array(definition.containers().stream()
                        .map(container -> Json.object()
                                .put("containerName", container.name())
                                .put("image", container.image())
                                .put("imageDigest", container.imageDigest()))
                        .toList()));
        return json;
    }
}

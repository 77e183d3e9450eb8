package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Cluster;
import sallyport.sandbox.aws.world.Service;
import sallyport.sandbox.aws.world.Task;
import sallyport.sandbox.aws.world.TaskStatus;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.node.ObjectNode;

/** DescribeTargetGroups and DescribeTargetHealth of Elastic Load Balancing: the groups that services name. */
final class TargetGroups {
    private static final int PORT = 8080;

    private final Supplier<World> world;

    TargetGroups(Supplier<World> world) {
        this.world = world;
    }

    private record Group(String arn, Cluster cluster, Service service) {}

    Map<String, QueryOperation> operations() {
        return Map.of(
                "DescribeTargetGroups",
                        (asked, caller) -> groups(asked.only("TargetGroupArns", "Names", "PageSize", "Marker")),
                "DescribeTargetHealth", (asked, caller) -> health(asked.only("TargetGroupArn", "Include")));
    }

    private Stream<Group> all() {
        return world.get().clusters().stream()
                .flatMap(cluster -> cluster.services().stream().flatMap(service -> of(cluster, service)));
    }

    private static Stream<Group> of(Cluster cluster, Service service) {
        var arn = service.settings()
                .members()
                .at("/loadBalancers/0/targetGroupArn")
                .asString("");
        return arn.isEmpty() ? Stream.empty() : Stream.of(new Group(arn, cluster, service));
    }

    private ObjectNode groups(QueryMembers asked) {
        var arns = asked.texts("TargetGroupArns");
        var found = all().filter(group -> arns.isEmpty() || arns.contains(group.arn()))
                .toList();
        if (found.size() < arns.size()) {
            throw notFound();
        }
        var answer = Json.object();
        answer.set("TargetGroups", array(found.stream().map(TargetGroups::group).toList()));
        return answer;
    }

    private static Refusal notFound() {
        return Refusal.of("TargetGroupNotFound", "One or more target groups not found");
    }

    private static ObjectNode group(Group group) {
        return Json.object()
                .put("TargetGroupArn", group.arn())
                .put("TargetGroupName", group.service().name())
                .put("Protocol", "HTTP")
                .put("Port", PORT)
                .put("VpcId", Account.VPC)
                .put("HealthCheckProtocol", "HTTP")
                .put("HealthCheckPath", "/healthz")
                .put("TargetType", "ip");
    }

    private ObjectNode health(QueryMembers asked) {
        var arn = asked.required("TargetGroupArn");
        var group = all().filter(each -> each.arn().equals(arn)).findFirst().orElseThrow(TargetGroups::notFound);
        var answer = Json.object();
        answer.set(
                "TargetHealthDescriptions",
                array(group.cluster().tasksOf(group.service()).stream()
                        .filter(task -> task.status() == TaskStatus.RUNNING || task.toStop())
                        .filter(task -> task.status() != TaskStatus.STOPPED)
                        .map(task -> target(group, task))
                        .toList()));
        return answer;
    }

    private static ObjectNode target(Group group, Task task) {
        var json = Json.object();
        json.putObject("Target")
                .put("Id", task.containers().getFirst().privateIp())
                .put("Port", PORT)
                .put("AvailabilityZone", task.availabilityZone());
        json.put("HealthCheckPort", Integer.toString(PORT));
        var health = json.putObject("TargetHealth");
        if (task.toStop()) {
            health.put("State", "draining")
                    .put("Reason", "Target.DeregistrationInProgress")
                    .put("Description", "Target deregistration is in progress");
        } else if (group.service().name().startsWith("unhealthy")) {
            health.put("State", "unhealthy")
                    .put("Reason", "Target.ResponseCodeMismatch")
                    .put("Description", "Health checks failed with these codes: [503]");
        } else {
            health.put("State", "healthy");
        }
        return json;
    }
}

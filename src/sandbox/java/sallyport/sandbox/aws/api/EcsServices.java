package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;

import java.util.Comparator;
import java.util.Map;
import java.util.function.Supplier;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Service;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** ListServices and DescribeServices. */
final class EcsServices {
    private static final int MAX_DESCRIBED = 10;
    private static final int LARGEST_PAGE = 100;
    private static final int STANDARD_PAGE = 10;

    private final Supplier<World> world;

    EcsServices(Supplier<World> world) {
        this.world = world;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "ListServices", (request, caller) -> list(request),
                "DescribeServices", (request, caller) -> describe(request));
    }

    private ObjectNode list(JsonNode request) {
        var asked = Members.of(
                request,
                "cluster",
                "nextToken",
                "maxResults",
                "launchType",
                "schedulingStrategy",
                "resourceManagementType");
        var cluster = EcsNames.cluster(world.get(), asked.text("cluster"));
        var arns = cluster.services().stream()
                .filter(service -> fits(service, asked))
                .map(Service::arn)
                .sorted(Comparator.naturalOrder())
                .toList();
        int size = asked.limit("maxResults", LARGEST_PAGE, STANDARD_PAGE);
        return EcsJson.page(
                "serviceArns",
                Pages.cut(arns, "services of " + cluster.name(), asked.text("nextToken"), size, EcsClusters::badToken));
    }

    private static boolean fits(Service service, Members asked) {
        var management =
                service.settings().members().path("resourceManagementType").asString("CUSTOMER");
        return asked.text("launchType")
                        .map(service.compute().launchType()::equals)
                        .orElse(true)
                && asked.text("schedulingStrategy").map("REPLICA"::equals).orElse(true)
                && asked.text("resourceManagementType").map(management::equals).orElse(true);
    }

    private ObjectNode describe(JsonNode request) {
        var asked = Members.of(request, "cluster", "services", "include");
        var cluster = EcsNames.cluster(world.get(), asked.text("cluster"));
        var names = asked.texts("services");
        if (names.isEmpty()) {
            throw Refusal.of("InvalidParameterException", "Services cannot be empty.");
        }
        if (names.size() > MAX_DESCRIBED) {
            throw Refusal.of("InvalidParameterException", "Services cannot have more than 10 elements.");
        }
        boolean tags = asked.texts("include").contains("TAGS");
        var answer = Json.object();
        answer.set(
                "services",
                array(names.stream()
                        .flatMap(name -> EcsNames.service(cluster, name).stream())
                        .map(service -> ServiceJson.of(cluster, service, tags))
                        .toList()));
        answer.set(
                "failures",
                array(names.stream()
                        .filter(name -> EcsNames.service(cluster, name).isEmpty())
                        .map(name -> EcsJson.missing(EcsNames.arn(name, Account.service(cluster.name(), ""))))
                        .toList()));
        return answer;
    }
}

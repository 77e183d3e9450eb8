package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;

import java.util.Comparator;
import java.util.Map;
import java.util.function.Supplier;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
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
        var asked = Members.of(request, "cluster", "nextToken", "maxResults", "launchType", "schedulingStrategy");
        var present = world.get();
        EcsNames.requireCluster(present, asked.text("cluster"));
        boolean noneFits = !asked.text("launchType").orElse("FARGATE").equals("FARGATE")
                || !asked.text("schedulingStrategy").orElse("REPLICA").equals("REPLICA");
        var arns = present.services().stream()
                .filter(service -> !noneFits)
                .map(service -> Account.service(present.clusterName(), service.name()))
                .sorted(Comparator.naturalOrder())
                .toList();
        int size = asked.limit("maxResults", LARGEST_PAGE, STANDARD_PAGE);
        return EcsJson.page(
                "serviceArns", Pages.cut(arns, "services", asked.text("nextToken"), size, EcsClusters::badToken));
    }

    private ObjectNode describe(JsonNode request) {
        var asked = Members.of(request, "cluster", "services", "include");
        var present = world.get();
        EcsNames.requireCluster(present, asked.text("cluster"));
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
                        .flatMap(name -> EcsNames.service(present, name).stream())
                        .map(service -> ServiceJson.of(present, service, tags))
                        .toList()));
        answer.set(
                "failures",
                array(names.stream()
                        .filter(name -> EcsNames.service(present, name).isEmpty())
                        .map(name -> EcsJson.missing(EcsNames.arn(name, Account.service(present.clusterName(), ""))))
                        .toList()));
        return answer;
    }
}

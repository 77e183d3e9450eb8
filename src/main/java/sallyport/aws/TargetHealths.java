package sallyport.aws;

import static sallyport.aws.EcsStates.orEmpty;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import sallyport.watch.TargetHealth;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** The health of a service's targets, as Elastic Load Balancing tells it. */
final class TargetHealths {
    private static final int NAME = 1;

    private final Supplier<ElasticLoadBalancingV2Client> client;

    /** @param client made only for a service that has target groups */
    TargetHealths(Supplier<ElasticLoadBalancingV2Client> client) {
        this.client = client;
    }

    /** What one target group answered. */
    record Group(String arn, List<TargetHealthDescription> targets) {
        Group {
            targets = List.copyOf(targets);
        }

        /** {@code arn:…:targetgroup/NAME/ID}. */
        private String name() {
            var parts = arn.split("/", -1);
            return parts.length > NAME ? parts[NAME] : arn;
        }
    }

    /** All its target groups, asked at once; with blue/green deployments those of both colours. */
    List<Group> of(Service service) {
        var arns = service.loadBalancers().stream()
                .flatMap(TargetHealths::groups)
                .filter(arn -> !arn.isEmpty())
                .distinct()
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return arns.stream().map(arn -> CompletableFuture.supplyAsync(() -> group(arn), threads)).toList().stream()
                    .map(CompletableFuture::join)
                    .toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof SdkException cause ? cause : e;
        }
    }

    private static Stream<String> groups(LoadBalancer balancer) {
        var other = Optional.ofNullable(balancer.advancedConfiguration())
                .map(more -> orEmpty(more.alternateTargetGroupArn()))
                .orElse("");
        return Stream.of(orEmpty(balancer.targetGroupArn()), other);
    }

    private Group group(String arn) {
        return new Group(
                arn,
                client.get()
                        .describeTargetHealth(request -> request.targetGroupArn(arn))
                        .targetHealthDescriptions());
    }

    /** @param tasks the service's, whose addresses the targets may have */
    static List<TargetHealth> states(List<Group> groups, List<Task> tasks) {
        var byAddress = byAddress(tasks);
        return groups.stream()
                .flatMap(group -> group.targets().stream().map(target -> state(group.name(), target, byAddress)))
                .sorted(Comparator.comparing(TargetHealth::group).thenComparing(TargetHealth::target))
                .toList();
    }

    private static Map<String, String> byAddress(List<Task> tasks) {
        Map<String, String> ids = new HashMap<>();
        tasks.forEach(task -> task.containers().stream()
                .flatMap(container -> container.networkInterfaces().stream())
                .flatMap(network -> Stream.ofNullable(network.privateIpv4Address()))
                .forEach(address -> ids.put(address, Arns.lastPart(task.taskArn()))));
        return ids;
    }

    private static TargetHealth state(String group, TargetHealthDescription target, Map<String, String> byAddress) {
        var id = orEmpty(target.target().id());
        var port = Optional.ofNullable(target.target().port()).map(number -> ":" + number);
        var health = Optional.ofNullable(target.targetHealth());
        return new TargetHealth(
                group,
                id + port.orElse(""),
                Optional.ofNullable(byAddress.get(id)),
                health.map(found -> orEmpty(found.stateAsString())).orElse(""),
                health.map(found -> orEmpty(found.reasonAsString())).orElse(""),
                health.map(found -> orEmpty(found.description())).orElse(""));
    }
}

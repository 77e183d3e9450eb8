package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service and what it tells of itself; its counts follow from the tasks.
 *
 * @param placementFailure why no task of it can be placed, if none can
 * @param tags given to its tasks too
 * @param settings what else DescribeServices says of it
 * @param deployments newest first, which is the primary one; all that ever were
 * @param events newest first
 */
public record Service(
        String cluster,
        String name,
        int desiredCount,
        boolean enableExecuteCommand,
        Instant createdAt,
        Compute compute,
        Placement placement,
        Optional<String> placementFailure,
        Map<String, String> tags,
        Overlay settings,
        List<Deployment> deployments,
        List<ServiceEvent> events) {

    /** ECS keeps the last hundred. */
    private static final int MAX_EVENTS = 100;

    public String arn() {
        return Account.service(cluster, name);
    }

    public Deployment primary() {
        return deployments.getFirst();
    }

    public TaskDefinition taskDefinition() {
        return primary().taskDefinition();
    }

    public String deploymentId() {
        return primary().id();
    }

    public Instant deployedAt() {
        return primary().createdAt();
    }

    Service withDesiredCount(int count) {
        return new Service(
                cluster,
                name,
                count,
                enableExecuteCommand,
                createdAt,
                compute,
                placement,
                placementFailure,
                tags,
                settings,
                deployments,
                events);
    }

    Service withExec(boolean enabled) {
        return new Service(
                cluster,
                name,
                desiredCount,
                enabled,
                createdAt,
                compute,
                placement,
                placementFailure,
                tags,
                settings,
                deployments,
                events);
    }

    Service withCompute(Compute other) {
        return new Service(
                cluster,
                name,
                desiredCount,
                enableExecuteCommand,
                createdAt,
                other,
                placement,
                placementFailure,
                tags,
                settings,
                deployments,
                events);
    }

    Service withPlacement(Placement other) {
        return new Service(
                cluster,
                name,
                desiredCount,
                enableExecuteCommand,
                createdAt,
                compute,
                other,
                placementFailure,
                tags,
                settings,
                deployments,
                events);
    }

    Service withPlacementFailure(String why) {
        return new Service(
                cluster,
                name,
                desiredCount,
                enableExecuteCommand,
                createdAt,
                compute,
                placement,
                Optional.of(why),
                tags,
                settings,
                deployments,
                events);
    }

    Service withSettings(Overlay more) {
        return new Service(
                cluster,
                name,
                desiredCount,
                enableExecuteCommand,
                createdAt,
                compute,
                placement,
                placementFailure,
                tags,
                settings.and(more),
                deployments,
                events);
    }

    Service withDeployments(List<Deployment> others) {
        return new Service(
                cluster,
                name,
                desiredCount,
                enableExecuteCommand,
                createdAt,
                compute,
                placement,
                placementFailure,
                tags,
                settings,
                List.copyOf(others),
                events);
    }

    /** A new primary deployment; one that was still under way is superseded. */
    Service deploying(Deployment next) {
        var all = new ArrayList<Deployment>();
        all.add(next);
        all.addAll(deployments);
        return withDeployments(all);
    }

    Service withPrimary(Deployment changed) {
        var all = new ArrayList<>(deployments);
        all.set(0, changed);
        return withDeployments(all);
    }

    Service telling(ServiceEvent event) {
        var all = new ArrayList<ServiceEvent>();
        all.add(event);
        events.stream().limit(MAX_EVENTS - 1L).forEach(all::add);
        return new Service(
                cluster,
                name,
                desiredCount,
                enableExecuteCommand,
                createdAt,
                compute,
                placement,
                placementFailure,
                tags,
                settings,
                deployments,
                List.copyOf(all));
    }
}

package sallyport.aws;

import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sallyport.request.Alias;
import sallyport.watch.ContainerState;
import sallyport.watch.ServiceState;
import sallyport.watch.ServiceState.Deployment;
import sallyport.watch.ServiceState.Happening;
import sallyport.watch.TaskState;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** ECS's answers as the nouns of {@code watch}. What ECS leaves out becomes empty or zero, never null. */
final class EcsStates {
    /** Events of a service passed on, newest first; ECS keeps 100. */
    private static final int MAX_HAPPENINGS = 20;

    private static final Comparator<TaskState> RUNNING_FIRST_THEN_NEWEST = Comparator.comparing(
                    (TaskState task) -> !task.isRunning())
            .thenComparing(EcsStates::lastChange, Comparator.reverseOrder())
            .thenComparing(TaskState::arn);

    private EcsStates() {}

    static ServiceState of(Alias alias, Snapshot snapshot) {
        return snapshot.service()
                .map(service -> service(alias, service, snapshot.tasks()))
                .orElseGet(() -> alone(alias, snapshot.tasks()));
    }

    /** Tasks that no service started; what only a service has is empty or zero. */
    private static ServiceState alone(Alias alias, List<Task> tasks) {
        var states = tasks.stream()
                .map(EcsStates::task)
                .sorted(RUNNING_FIRST_THEN_NEWEST)
                .toList();
        var newest = tasks.stream()
                .max(Comparator.comparing(
                        task -> Optional.ofNullable(task.createdAt()).orElse(Instant.EPOCH)));
        int running = (int) states.stream().filter(TaskState::isRunning).count();
        int stopped = (int) states.stream()
                .filter(task -> task.lastStatus().equals("STOPPED"))
                .count();
        return new ServiceState(
                alias.name(),
                alias.cluster(),
                Alias.FAMILY + alias.nameInCluster(),
                "",
                0,
                running,
                states.size() - running - stopped,
                newest.map(task -> Arns.lastPart(orEmpty(task.taskDefinitionArn())))
                        .orElse(""),
                newest.map(task -> orEmpty(task.launchTypeAsString())).orElse(""),
                newest.map(task -> isTrue(task.enableExecuteCommand())).orElse(false),
                List.of(),
                List.of(),
                states);
    }

    static ServiceState service(Alias alias, Service service, List<Task> tasks) {
        return new ServiceState(
                alias.name(),
                Arns.lastPart(orEmpty(service.clusterArn())),
                orEmpty(service.serviceName()),
                orEmpty(service.status()),
                orZero(service.desiredCount()),
                orZero(service.runningCount()),
                orZero(service.pendingCount()),
                Arns.lastPart(orEmpty(service.taskDefinition())),
                launchType(service),
                isTrue(service.enableExecuteCommand()),
                service.deployments().stream().map(EcsStates::deployment).toList(),
                happenings(service),
                tasks.stream()
                        .map(EcsStates::task)
                        .sorted(RUNNING_FIRST_THEN_NEWEST)
                        .toList());
    }

    /** A service with a capacity provider strategy has no launch type; then the providers are what tells. */
    private static String launchType(Service service) {
        if (service.launchTypeAsString() != null) {
            return service.launchTypeAsString();
        }
        return service.capacityProviderStrategy().stream()
                .map(CapacityProviderStrategyItem::capacityProvider)
                .collect(Collectors.joining("+"));
    }

    private static Deployment deployment(software.amazon.awssdk.services.ecs.model.Deployment deployment) {
        return new Deployment(
                orEmpty(deployment.id()),
                orEmpty(deployment.status()),
                orEmpty(deployment.rolloutStateAsString()),
                orEmpty(deployment.rolloutStateReason()),
                Arns.lastPart(orEmpty(deployment.taskDefinition())),
                orZero(deployment.desiredCount()),
                orZero(deployment.runningCount()),
                orZero(deployment.failedTasks()),
                Optional.ofNullable(deployment.updatedAt()));
    }

    private static List<Happening> happenings(Service service) {
        return service.events().stream()
                .filter(event -> event.createdAt() != null)
                .map(event -> new Happening(event.createdAt(), orEmpty(event.message())))
                .sorted(Comparator.comparing(Happening::at).reversed())
                .limit(MAX_HAPPENINGS)
                .toList();
    }

    static TaskState task(Task task) {
        return new TaskState(
                orEmpty(task.taskArn()),
                orEmpty(task.lastStatus()),
                orEmpty(task.desiredStatus()),
                orEmpty(task.healthStatusAsString()),
                Arns.lastPart(orEmpty(task.taskDefinitionArn())),
                orEmpty(task.availabilityZone()),
                isTrue(task.enableExecuteCommand()),
                Optional.ofNullable(task.createdAt()),
                Optional.ofNullable(task.startedAt()),
                Optional.ofNullable(task.stoppedAt()),
                orEmpty(task.stopCodeAsString()),
                orEmpty(task.stoppedReason()),
                task.containers().stream().map(EcsStates::container).toList());
    }

    private static ContainerState container(Container container) {
        return new ContainerState(
                orEmpty(container.name()),
                orEmpty(container.image()),
                orEmpty(container.imageDigest()),
                orEmpty(container.lastStatus()),
                container.exitCode() == null ? OptionalInt.empty() : OptionalInt.of(container.exitCode()),
                orEmpty(container.reason()),
                orEmpty(container.runtimeId()),
                ExecAgent.of(container).map(ExecAgent::status));
    }

    private static Instant lastChange(TaskState task) {
        return task.stoppedAt().or(task::startedAt).or(task::createdAt).orElse(Instant.EPOCH);
    }

    static String orEmpty(@Nullable String text) {
        return requireNonNullElse(text, "");
    }

    static boolean isTrue(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }

    static int orZero(@Nullable Integer count) {
        return requireNonNullElse(count, 0);
    }
}

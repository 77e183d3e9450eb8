package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The service scheduler, one step at a time: every task that is on its way goes on by one status, then every service
 * starts and stops what its primary deployment asks for. It keeps no state; the identifiers come from the seed.
 */
final class ServiceScheduler {
    private static final List<String> ZONES = List.of("a", "b");

    private final Ids ids;
    private final TaskFactory factory;

    ServiceScheduler(Ids ids) {
        this.ids = ids;
        this.factory = new TaskFactory(ids);
    }

    Cluster step(Cluster cluster, Instant now) {
        var moved = withFailuresCounted(
                cluster.withTasks(cluster.tasks().stream()
                        .map(task -> TaskCourse.next(task, now))
                        .toList()),
                cluster);
        for (var service : moved.services()) {
            moved = reconcile(moved, service, now);
        }
        return moved;
    }

    private static Cluster withFailuresCounted(Cluster after, Cluster before) {
        var counted = after;
        for (var service : after.services()) {
            int failures = startFailures(after, service) - startFailures(before, service);
            if (failures > 0) {
                var primary = service.primary();
                counted = counted.changingService(
                        service.name(),
                        each -> each.withPrimary(primary.withFailedTasks(primary.failedTasks() + failures)));
            }
        }
        return counted;
    }

    private static int startFailures(Cluster cluster, Service service) {
        return (int) ofDeployment(cluster, service)
                .filter(task -> task.stop()
                        .filter(stop -> stop.code().equals("TaskFailedToStart"))
                        .isPresent())
                .count();
    }

    private Cluster reconcile(Cluster cluster, Service service, Instant now) {
        var primary = service.primary();
        if (primary.inProgress() && primary.failedTasks() >= Deployment.CIRCUIT_BREAKER_THRESHOLD) {
            return rollBack(cluster, service, now);
        }
        var current =
                ofDeployment(cluster, service).filter(task -> !task.toStop()).toList();
        int missing = service.desiredCount() - current.size();
        if (missing > 0) {
            return service.placementFailure().isPresent() ? cluster : start(cluster, service, missing, now);
        }
        if (missing < 0) {
            return stop(cluster, service, current.subList(0, -missing), now);
        }
        if (!current.stream().allMatch(Task::running)) {
            return cluster;
        }
        var outdated = cluster.tasksOf(service).stream()
                .filter(task -> !task.toStop() && !task.startedBy().equals(primary.id()))
                .toList();
        if (!outdated.isEmpty()) {
            return stop(cluster, service, outdated, now);
        }
        return primary.inProgress() ? complete(cluster, service, now) : cluster;
    }

    private static Stream<Task> ofDeployment(Cluster cluster, Service service) {
        return cluster.tasksOf(service).stream().filter(task -> task.startedBy().equals(service.deploymentId()));
    }

    private Cluster start(Cluster cluster, Service service, int count, Instant now) {
        var started = IntStream.range(0, count)
                .mapToObj(i ->
                        factory.provisioning(service, false, service.deploymentId(), ZONES.get(i % ZONES.size()), now))
                .toList();
        return cluster.plus(started)
                .changingService(
                        service.name(),
                        each -> tell(each, "has started %d tasks: %s.".formatted(count, listed(started)), now));
    }

    private Cluster stop(Cluster cluster, Service service, List<Task> tasks, Instant now) {
        var reason = "Scaling activity initiated by (deployment " + service.deploymentId() + ")";
        var stopped = cluster;
        for (var task : tasks) {
            stopped = stopped.changingTask(
                    task.id(), each -> each.stopping(new Stop(now, "ServiceSchedulerInitiated", reason)));
        }
        var told = "has stopped %d running tasks: %s.".formatted(tasks.size(), listed(tasks));
        return stopped.changingService(service.name(), each -> tell(each, told, now));
    }

    private static String listed(List<Task> tasks) {
        return tasks.stream().map(task -> "(task " + task.id() + ")").collect(Collectors.joining(" "));
    }

    private Cluster complete(Cluster cluster, Service service, Instant now) {
        return cluster.changingService(service.name(), each -> {
            var completed = each.withPrimary(each.primary().completed(now));
            var told = tell(completed, "(deployment " + each.deploymentId() + ") deployment completed.", now);
            return tell(told, "has reached a steady state.", now);
        });
    }

    private Cluster rollBack(Cluster cluster, Service service, Instant now) {
        var failed = service.primary();
        var good = service.deployments().stream()
                .filter(each -> each.rollout() == Deployment.RolloutState.COMPLETED)
                .findFirst();
        var reason = "ECS deployment circuit breaker: tasks failed to start.";
        var back = good.map(each -> Deployment.begun(ids.deployment(), each.taskDefinition(), now, true));
        var stopping =
                ofDeployment(cluster, service).filter(task -> !task.toStop()).toList();
        var stopped = stopping.isEmpty() ? cluster : stop(cluster, service, stopping, now);
        return stopped.changingService(service.name(), each -> {
            var ended = each.withPrimary(each.primary().ended(Deployment.RolloutState.FAILED, reason, now));
            var told = tell(ended, "(deployment " + failed.id() + ") deployment failed: tasks failed to start.", now);
            return back.map(next -> tell(told.deploying(next), "rolling back to (deployment " + next.id() + ").", now))
                    .orElseGet(() -> told.withPlacementFailure(reason));
        });
    }

    private Service tell(Service service, String what, Instant now) {
        return service.telling(new ServiceEvent(ids.uuid(), now, "(service " + service.name() + ") " + what));
    }
}

package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A cluster and all that is in it.
 *
 * @param execSettings its executeCommandConfiguration
 */
public record Cluster(
        String name,
        Overlay execSettings,
        List<String> capacityProviders,
        List<ContainerInstance> instances,
        List<Daemon> daemons,
        List<Service> services,
        List<Task> tasks) {

    /** Something that ECS runs once on every machine of a capacity provider. */
    public record Daemon(String name, Instant createdAt) {}

    public String arn() {
        return Account.cluster(name);
    }

    public Optional<Service> service(String name) {
        return services.stream().filter(service -> service.name().equals(name)).findAny();
    }

    public Optional<Task> task(String id) {
        return tasks.stream().filter(task -> task.id().equals(id)).findAny();
    }

    public Optional<ContainerInstance> instance(String id) {
        return instances.stream().filter(instance -> instance.id().equals(id)).findAny();
    }

    /** The tasks the service scheduler started for a service. */
    public List<Task> tasksOf(Service service) {
        return tasks.stream()
                .filter(task -> !task.alone() && task.service().name().equals(service.name()))
                .toList();
    }

    public int runningCount(Service service) {
        return (int) tasksOf(service).stream().filter(Task::running).count();
    }

    Cluster withExecSettings(Overlay others) {
        return new Cluster(name, others, capacityProviders, instances, daemons, services, tasks);
    }

    Cluster withTasks(List<Task> others) {
        return new Cluster(name, execSettings, capacityProviders, instances, daemons, services, List.copyOf(others));
    }

    Cluster withServices(List<Service> others) {
        return new Cluster(name, execSettings, capacityProviders, instances, daemons, List.copyOf(others), tasks);
    }

    Cluster plus(List<Task> more) {
        return withTasks(Stream.concat(tasks.stream(), more.stream()).toList());
    }

    Cluster changingTask(String id, UnaryOperator<Task> change) {
        return withTasks(tasks.stream()
                .map(task -> task.id().equals(id) ? change.apply(task) : task)
                .toList());
    }

    Cluster changingService(String name, UnaryOperator<Service> change) {
        return withServices(services.stream()
                .map(service -> service.name().equals(name) ? change.apply(service) : service)
                .toList());
    }
}

package sallyport.sandbox.aws.world;

import java.util.List;
import java.util.Optional;

/** Everything in the account at one moment, immutable but for the log lines. */
public record World(String clusterName, List<Service> services, List<Task> tasks, LogStore logs) {

    public Optional<Service> service(String name) {
        return services.stream().filter(service -> service.name().equals(name)).findAny();
    }

    public Optional<Task> task(String id) {
        return tasks.stream().filter(task -> task.id().equals(id)).findAny();
    }

    public List<Task> tasksOf(Service service) {
        return tasks.stream()
                .filter(task -> task.service().name().equals(service.name()))
                .toList();
    }

    public int runningCount(Service service) {
        return (int) tasksOf(service).stream().filter(Task::running).count();
    }
}

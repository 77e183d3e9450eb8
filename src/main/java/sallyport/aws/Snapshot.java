package sallyport.aws;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A service and its tasks, or the tasks of a family that no service started, read at about the same moment.
 *
 * @param service empty when the cluster has no such service; then there are no tasks either, unless a family was meant
 */
record Snapshot(Optional<Service> service, List<Task> tasks) {
    Snapshot {
        tasks = List.copyOf(tasks);
    }

    /** Whether the cluster has neither the service nor, where a family may be meant, a task of it. */
    boolean isNothing() {
        return service.isEmpty() && tasks.isEmpty();
    }
}

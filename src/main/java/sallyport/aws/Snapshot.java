package sallyport.aws;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A service and its tasks, read at about the same moment.
 *
 * @param service empty when the cluster has no such service; then there are no tasks either
 */
record Snapshot(Optional<Service> service, List<Task> tasks) {
    Snapshot {
        tasks = List.copyOf(tasks);
    }
}

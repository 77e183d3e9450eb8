package sallyport.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sallyport.request.Alias;

/**
 * One service and its tasks.
 *
 * @param alias the name people type
 * @param cluster cluster name
 * @param service the service's name, or {@code family:NAME} of tasks that no service started, which have no status, no
 *     desired count, no deployments and no events
 * @param tasks running ones first, then those stopped within about an hour, newest first
 */
public record ServiceState(
        String alias,
        String cluster,
        String service,
        String status,
        int desired,
        int running,
        int pending,
        String revision,
        String launchType,
        boolean execEnabled,
        List<Deployment> deployments,
        List<Happening> happenings,
        List<TaskState> tasks) {
    public ServiceState {
        deployments = List.copyOf(deployments);
        happenings = List.copyOf(happenings);
        tasks = List.copyOf(tasks);
    }

    /** Whether these are tasks that no service started. */
    public boolean isFamily() {
        return service.startsWith(Alias.FAMILY);
    }

    /** One deployment of the service, in ECS's words. */
    public record Deployment(
            String id,
            String status,
            String rolloutState,
            String rolloutReason,
            String revision,
            int desired,
            int running,
            int failed,
            Optional<Instant> updatedAt) {}

    /** One line of the service's event log. */
    public record Happening(Instant at, String message) {}
}

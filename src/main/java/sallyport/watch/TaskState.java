package sallyport.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One task, running or stopped.
 *
 * @param arn task ARN
 * @param revision {@code family:revision}
 * @param stopCode ECS's code, such as {@code EssentialContainerExited}, or empty
 * @param stoppedReason ECS's words, or empty
 */
public record TaskState(
        String arn,
        String lastStatus,
        String desiredStatus,
        String health,
        String revision,
        String availabilityZone,
        boolean execEnabled,
        Optional<Instant> createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> stoppedAt,
        String stopCode,
        String stoppedReason,
        List<ContainerState> containers) {
    public TaskState {
        containers = List.copyOf(containers);
    }

    /** The last part of the ARN, the id that people see. */
    public String id() {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    public boolean isRunning() {
        return lastStatus.equals("RUNNING");
    }
}

package sallyport.watch;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A task, as far as exec depends on it. What ECS leaves out is empty.
 *
 * @param connectivity {@code CONNECTED} or {@code DISCONNECTED}, or empty
 * @param group such as {@code service:web} or {@code family:job}
 * @param roleOverride the role it was started with instead of its definition's
 */
public record TaskFacts(
        String arn,
        String lastStatus,
        String desiredStatus,
        String stoppedReason,
        String connectivity,
        String launchType,
        String capacityProvider,
        String platformVersion,
        String platformFamily,
        String group,
        boolean execEnabled,
        Optional<Instant> createdAt,
        Optional<Instant> startedAt,
        Optional<String> roleOverride,
        List<Container> containers) {
    public TaskFacts {
        containers = List.copyOf(containers);
    }

    /** @param agent the exec agent, found by its name */
    public record Container(String name, String image, String lastStatus, Optional<Agent> agent) {}

    /**
     * The exec agent.
     *
     * @param status {@code PENDING}, {@code RUNNING} or {@code STOPPED}
     * @param reason ECS's words, or empty
     */
    public record Agent(String status, String reason, Optional<Instant> lastStartedAt) {}

    /** The last part of the ARN. */
    public String id() {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    boolean isFargate() {
        return launchType.equals("FARGATE");
    }

    boolean isOnEc2() {
        return launchType.equals("EC2");
    }

    boolean isWindows() {
        return platformFamily.toLowerCase(Locale.ROOT).contains("windows");
    }
}

package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.List;

/** A service and what it tells of itself; its counts follow from the tasks. Events are newest first. */
public record Service(
        String name,
        TaskDefinition taskDefinition,
        int desiredCount,
        boolean enableExecuteCommand,
        String deploymentId,
        Instant createdAt,
        Instant deployedAt,
        List<ServiceEvent> events) {}

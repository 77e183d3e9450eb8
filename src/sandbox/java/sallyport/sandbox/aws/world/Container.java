package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A container of a task.
 *
 * @param execAgentStartedAt when ECS Exec's agent started, absent where exec is off
 * @param folder where its programs are, absent once it has stopped
 */
public record Container(
        UUID id,
        ContainerDefinition definition,
        String runtimeId,
        String privateIp,
        Optional<Integer> exitCode,
        Optional<String> reason,
        Optional<Instant> execAgentStartedAt,
        Optional<ContainerFolder> folder) {}

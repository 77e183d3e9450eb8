package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.Optional;

/**
 * A machine that is registered in a cluster.
 *
 * @param id 32 hexadecimal digits, the last part of its ARN
 * @param launchType EC2, EXTERNAL or MANAGED_INSTANCES
 * @param machineId {@code i-...} of EC2, {@code mi-...} of a machine elsewhere
 * @param status ACTIVE, DRAINING, ...
 */
public record ContainerInstance(
        String id,
        String launchType,
        String platformFamily,
        String machineId,
        String agentVersion,
        boolean agentConnected,
        String status,
        Optional<String> capacityProvider,
        String subnetId,
        Instant registeredAt) {}

package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.List;

/**
 * A revision of a task definition.
 *
 * @param cpu in CPU units, 1024 to a core, as text, as ECS has it
 * @param memory in MiB, as text
 */
public record TaskDefinition(
        String family,
        int revision,
        String cpu,
        String memory,
        List<ContainerDefinition> containers,
        Instant registeredAt) {

    public String arn() {
        return Account.taskDefinition(family, revision);
    }
}

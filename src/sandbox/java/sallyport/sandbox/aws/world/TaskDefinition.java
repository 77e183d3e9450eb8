package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A revision of a task definition.
 *
 * @param cpu in CPU units, 1024 to a core, as text, as ECS has it
 * @param memory in MiB, as text
 * @param settings what else DescribeTaskDefinition says of it
 */
public record TaskDefinition(
        String family,
        int revision,
        String cpu,
        String memory,
        List<ContainerDefinition> containers,
        Instant registeredAt,
        Overlay settings) {

    public TaskDefinition(
            String family,
            int revision,
            String cpu,
            String memory,
            List<ContainerDefinition> containers,
            Instant registeredAt) {
        this(family, revision, cpu, memory, containers, registeredAt, Overlay.NONE);
    }

    public String arn() {
        return Account.taskDefinition(family, revision);
    }

    /** The role of its containers, absent if it has none. */
    public Optional<String> taskRole() {
        var said = settings.members().get("taskRoleArn");
        if (said == null) {
            return Optional.of(Account.role(family + "-task"));
        }
        return said.isNull() ? Optional.empty() : Optional.of(said.asString());
    }
}

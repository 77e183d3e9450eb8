package sallyport.aws;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ManagedAgentName;

/**
 * The agent that ECS starts in a container for ECS Exec. Found by its name: its place in the list of managed agents
 * means nothing, and a container may have none.
 *
 * @param status {@code RUNNING}, {@code PENDING} or {@code STOPPED}
 * @param reason ECS's words, or empty
 */
record ExecAgent(String status, String reason, Optional<Instant> lastStartedAt) {
    static Optional<ExecAgent> of(Container container) {
        return container.managedAgents().stream()
                .filter(agent -> agent.name() == ManagedAgentName.EXECUTE_COMMAND_AGENT)
                .findFirst()
                .map(agent -> new ExecAgent(
                        EcsStates.orEmpty(agent.lastStatus()),
                        EcsStates.orEmpty(agent.reason()),
                        Optional.ofNullable(agent.lastStartedAt())));
    }

    boolean isRunning() {
        return status.equals("RUNNING");
    }

    boolean isPending() {
        return status.equals("PENDING");
    }
}

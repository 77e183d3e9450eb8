package sallyport.sandbox.aws.world;

import java.time.Instant;

/**
 * One roll-out of a service.
 *
 * @param id {@code ecs-svc/} and digits
 * @param failedTasks tasks that never reached RUNNING
 * @param rollback whether the circuit breaker began it
 */
public record Deployment(
        String id,
        TaskDefinition taskDefinition,
        Instant createdAt,
        Instant updatedAt,
        RolloutState rollout,
        String reason,
        int failedTasks,
        boolean rollback) {

    /**
     * Failed tasks that end a deployment. ECS takes half of the desired count and at least 3; our services are small.
     */
    public static final int CIRCUIT_BREAKER_THRESHOLD = 3;

    /** The names are ECS's. */
    public enum RolloutState {
        IN_PROGRESS,
        COMPLETED,
        FAILED
    }

    static Deployment begun(String id, TaskDefinition definition, Instant at, boolean rollback) {
        return new Deployment(
                id,
                definition,
                at,
                at,
                RolloutState.IN_PROGRESS,
                "ECS deployment " + id + " in progress.",
                0,
                rollback);
    }

    static Deployment completed(String id, TaskDefinition definition, Instant begun, Instant at) {
        return begun(id, definition, begun, false).completed(at);
    }

    Deployment completed(Instant at) {
        return ended(RolloutState.COMPLETED, "ECS deployment " + id + " completed.", at);
    }

    Deployment ended(RolloutState state, String why, Instant at) {
        return new Deployment(id, taskDefinition, createdAt, at, state, why, failedTasks, rollback);
    }

    Deployment withFailedTasks(int failed) {
        return new Deployment(id, taskDefinition, createdAt, updatedAt, rollout, reason, failed, rollback);
    }

    public boolean inProgress() {
        return rollout == RolloutState.IN_PROGRESS;
    }
}

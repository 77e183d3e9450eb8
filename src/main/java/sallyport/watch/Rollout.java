package sallyport.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One service deployment, in ECS's words: how a revision came to a service, or did not.
 *
 * @param status such as {@code IN_PROGRESS}, {@code SUCCESSFUL} or {@code ROLLBACK_SUCCESSFUL}
 * @param stage the lifecycle stage, such as {@code SCALE_UP} or {@code BAKE_TIME}, or empty
 * @param reason why it is so, or empty
 * @param strategy {@code ROLLING}, {@code BLUE_GREEN}, {@code LINEAR} or {@code CANARY}, or empty
 * @param requested tasks that the revision it leads to is to have
 */
public record Rollout(
        String status,
        String stage,
        String reason,
        String strategy,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        int requested,
        int running,
        int pending,
        Optional<Breaker> breaker,
        Optional<Alarms> alarms,
        Optional<Rollback> rollback) {

    /**
     * The circuit breaker.
     *
     * @param status such as {@code MONITORING} or {@code TRIGGERED}
     * @param threshold failures at which it triggers
     */
    public record Breaker(String status, int failures, int threshold) {}

    /** The alarms that end a deployment. */
    public record Alarms(String status, List<String> names, List<String> triggered) {
        public Alarms {
            names = List.copyOf(names);
            triggered = List.copyOf(triggered);
        }
    }

    /** That it went back to the revision before. */
    public record Rollback(String reason, Optional<Instant> startedAt) {}

    public boolean isUnderWay() {
        return finishedAt.isEmpty();
    }
}

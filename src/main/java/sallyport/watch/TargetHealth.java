package sallyport.watch;

import java.util.Optional;

/**
 * One target of a target group, as Elastic Load Balancing sees it.
 *
 * @param group the target group's name
 * @param target address or instance, with the port
 * @param task id of the task that has the address, if one of the service's has it
 * @param state such as {@code healthy}, {@code initial}, {@code unhealthy} or {@code draining}
 * @param reason such as {@code Target.Timeout}, or empty
 * @param description the reason in words, or empty
 */
public record TargetHealth(
        String group, String target, Optional<String> task, String state, String reason, String description) {
    public boolean isHealthy() {
        return state.equals("healthy");
    }
}

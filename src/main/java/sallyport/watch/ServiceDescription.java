package sallyport.watch;

import java.util.List;
import java.util.Set;

/**
 * All that explains how a service is. What could not be asked is missing with the reason, and takes nothing else with
 * it.
 *
 * @param rollouts its service deployments, newest first
 * @param targets its targets at load balancers; none of a service that has no target group
 * @param notEssential names of containers that may stop without their task, in the revision the service has now
 */
public record ServiceDescription(
        ServiceState service,
        Fact<List<Rollout>> rollouts,
        Fact<List<TargetHealth>> targets,
        Fact<Set<String>> notEssential) {}

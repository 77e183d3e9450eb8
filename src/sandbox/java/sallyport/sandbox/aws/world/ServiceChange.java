package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.Optional;

/**
 * What UpdateService asks for; what is empty stays.
 *
 * @param force whether there is to be a new deployment though nothing asks for one
 */
public record ServiceChange(
        Optional<Integer> desiredCount,
        Optional<Boolean> enableExecuteCommand,
        Optional<TaskDefinition> taskDefinition,
        boolean force) {

    Service apply(Service service, Ids ids, Instant now) {
        var counted = desiredCount.map(service::withDesiredCount).orElse(service);
        var changed = enableExecuteCommand.map(counted::withExec).orElse(counted);
        return force || taskDefinition.isPresent()
                ? changed.deploying(
                        Deployment.begun(ids.deployment(), taskDefinition.orElse(service.taskDefinition()), now, false))
                : changed;
    }
}

package sallyport.aws;

import java.util.Optional;
import sallyport.request.Alias;
import sallyport.request.Target;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A task that was chosen, whose containers exec may not reach yet.
 *
 * @param service the one it is of; empty for a task that no service started
 * @param suitable how many running tasks would do, this one included
 */
record Candidate(AwsTarget target, Optional<Service> service, Task task, int suitable) {
    Target resolved(Container container) {
        var alias = target.alias();
        return new Target(
                alias.name(),
                Arns.account(task.taskArn()),
                alias.region(),
                task.clusterArn(),
                service.isPresent() ? alias.service() : Alias.FAMILY + alias.nameInCluster(),
                task.taskDefinitionArn(),
                container.name(),
                EcsStates.orEmpty(container.imageDigest()),
                task.taskArn(),
                EcsStates.orEmpty(container.runtimeId()));
    }
}

package sallyport.aws;

import sallyport.request.Target;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A task that was chosen, whose containers exec may not reach yet.
 *
 * @param suitable how many running tasks would do, this one included
 */
record Candidate(AwsTarget target, Service service, Task task, int suitable) {
    Target resolved(Container container) {
        var alias = target.alias();
        return new Target(
                alias.name(),
                Arns.account(task.taskArn()),
                alias.region(),
                task.clusterArn(),
                alias.service(),
                task.taskDefinitionArn(),
                container.name(),
                EcsStates.orEmpty(container.imageDigest()),
                task.taskArn(),
                EcsStates.orEmpty(container.runtimeId()));
    }
}

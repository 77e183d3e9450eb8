package sallyport.aws;

import java.util.Optional;
import sallyport.request.Alias;
import sallyport.request.Target;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A container that was chosen and may not be ready yet.
 *
 * @param service the one it is of; empty for a task that no service started
 * @param task as it was last seen
 * @param suitable how many running tasks would do, this one included
 */
record Candidate(AwsTarget target, Optional<Service> service, Task task, String containerName, int suitable) {
    Candidate seen(Task now) {
        return new Candidate(target, service, now, containerName, suitable);
    }

    Optional<Container> container() {
        return task.containers().stream()
                .filter(container -> containerName.equals(container.name()))
                .findFirst();
    }

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

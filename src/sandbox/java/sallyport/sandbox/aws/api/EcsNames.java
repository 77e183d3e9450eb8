package sallyport.sandbox.aws.api;

import java.util.Comparator;
import java.util.Optional;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Cluster;
import sallyport.sandbox.aws.world.ContainerInstance;
import sallyport.sandbox.aws.world.Service;
import sallyport.sandbox.aws.world.Task;
import sallyport.sandbox.aws.world.TaskDefinition;
import sallyport.sandbox.aws.world.World;

/** Finds things by name or ARN, as ECS accepts either. */
final class EcsNames {
    private EcsNames() {}

    /**
     * The cluster of that name or ARN; without one ECS means the cluster {@code default}, which does not exist here.
     *
     * @throws Refusal ClusterNotFoundException
     */
    static Cluster cluster(World world, Optional<String> nameOrArn) {
        return cluster(world, nameOrArn.orElse("default"))
                .orElseThrow(() -> Refusal.of("ClusterNotFoundException", "Cluster not found."));
    }

    static Optional<Cluster> cluster(World world, String nameOrArn) {
        return world.cluster(lastSegment(nameOrArn, Account.cluster("")));
    }

    static Optional<Service> service(Cluster cluster, String nameOrArn) {
        return cluster.service(lastSegment(nameOrArn, Account.service(cluster.name(), "")));
    }

    /**
     * The service of that name or ARN.
     *
     * @throws Refusal ServiceNotFoundException
     */
    static Service requireService(Cluster cluster, String nameOrArn) {
        return service(cluster, nameOrArn)
                .orElseThrow(() -> Refusal.of("ServiceNotFoundException", "Service not found."));
    }

    static Optional<Task> task(Cluster cluster, String idOrArn) {
        return cluster.task(lastSegment(idOrArn, Account.task(cluster.name(), "")));
    }

    static Optional<ContainerInstance> instance(Cluster cluster, String idOrArn) {
        return cluster.instance(lastSegment(idOrArn, Account.containerInstance(cluster.name(), "")));
    }

    /**
     * The revision of that ARN, of that family and revision, or the newest of that family.
     *
     * @throws Refusal ClientException
     */
    static TaskDefinition taskDefinition(World world, String name) {
        return world.taskDefinitions().stream()
                .filter(each -> name.equals(each.family())
                        || name.equals(each.family() + ":" + each.revision())
                        || name.equals(each.arn()))
                .max(Comparator.comparingInt(TaskDefinition::revision))
                .orElseThrow(() -> Refusal.of("ClientException", "Unable to describe task definition."));
    }

    private static String lastSegment(String nameOrArn, String arnPrefix) {
        return nameOrArn.startsWith(arnPrefix) ? nameOrArn.substring(arnPrefix.length()) : nameOrArn;
    }

    /** The ARN as ECS repeats it in a failure, whether a name or an ARN was asked for. */
    static String arn(String nameOrArn, String arnPrefix) {
        return nameOrArn.startsWith("arn:") ? nameOrArn : arnPrefix + nameOrArn;
    }
}

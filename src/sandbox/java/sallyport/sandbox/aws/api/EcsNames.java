package sallyport.sandbox.aws.api;

import java.util.Optional;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Service;
import sallyport.sandbox.aws.world.Task;
import sallyport.sandbox.aws.world.World;

/** Finds things of the cluster by name or ARN, as ECS accepts either. */
final class EcsNames {
    private EcsNames() {}

    /**
     * Checks a cluster's name or ARN; without one ECS means the cluster {@code default}, which does not exist here.
     *
     * @throws Refusal ClusterNotFoundException
     */
    static void requireCluster(World world, Optional<String> nameOrArn) {
        if (!isCluster(world, nameOrArn.orElse("default"))) {
            throw Refusal.of("ClusterNotFoundException", "Cluster not found.");
        }
    }

    static boolean isCluster(World world, String nameOrArn) {
        return nameOrArn.equals(world.clusterName()) || nameOrArn.equals(Account.cluster(world.clusterName()));
    }

    static Optional<Service> service(World world, String nameOrArn) {
        return world.service(lastSegment(nameOrArn, Account.service(world.clusterName(), "")));
    }

    static Optional<Task> task(World world, String idOrArn) {
        return world.task(lastSegment(idOrArn, Account.task(world.clusterName(), "")));
    }

    private static String lastSegment(String nameOrArn, String arnPrefix) {
        return nameOrArn.startsWith(arnPrefix) ? nameOrArn.substring(arnPrefix.length()) : nameOrArn;
    }

    /** The ARN as ECS repeats it in a failure, whether a name or an ARN was asked for. */
    static String arn(String nameOrArn, String arnPrefix) {
        return nameOrArn.startsWith("arn:") ? nameOrArn : arnPrefix + nameOrArn;
    }
}

package sallyport.sandbox.aws.world;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import sallyport.sandbox.aws.iam.Identities;
import sallyport.sandbox.aws.network.Network;

/**
 * Everything in the account at one moment, immutable but for the log lines and for the folders, which are made when
 * somebody first looks into a container. What it says without naming a cluster is said of the cluster {@code demo}.
 *
 * @param clinic what is wrong on purpose, and with it the roles, the network, the keys and the buckets
 * @param spareDefinitions registered task definitions that no service uses
 */
public record World(
        List<Cluster> clusters, List<TaskDefinition> spareDefinitions, Clinic clinic, Images images, LogStore logs) {

    public Optional<Cluster> cluster(String name) {
        return clusters.stream().filter(cluster -> cluster.name().equals(name)).findAny();
    }

    public Cluster demo() {
        return cluster(DemoWorld.CLUSTER).orElseThrow();
    }

    public List<Service> services() {
        return demo().services();
    }

    public List<Task> tasks() {
        return demo().tasks();
    }

    /** Every revision of every family, as registered. */
    public List<TaskDefinition> taskDefinitions() {
        var deployed = clusters.stream()
                .flatMap(cluster -> cluster.services().stream())
                .flatMap(service -> service.deployments().stream())
                .map(Deployment::taskDefinition);
        return Stream.concat(deployed, spareDefinitions.stream()).distinct().toList();
    }

    public Identities identities() {
        return clinic.identities();
    }

    public Network network() {
        return clinic.network();
    }

    public List<Key> keys() {
        return clinic.keys();
    }

    public List<Bucket> buckets() {
        return clinic.buckets();
    }

    /** The file system of a container, empty once its task has stopped. */
    public Optional<ContainerFolder> folder(Task task, Container container) {
        return task.status() == TaskStatus.RUNNING ? Optional.of(images.folder(task, container)) : Optional.empty();
    }

    World changing(String cluster, UnaryOperator<Cluster> change) {
        return new World(
                clusters.stream()
                        .map(each -> each.name().equals(cluster) ? change.apply(each) : each)
                        .toList(),
                spareDefinitions,
                clinic,
                images,
                logs);
    }

    /**
     * The world with one service of the clinic healthy, its tasks new.
     *
     * @param name cluster and service with a slash between them
     * @throws IllegalArgumentException if the clinic has no such service
     */
    World mended(String name) {
        var healthier = clinic.mended(name);
        healthier.createLogGroups(logs);
        var patient = healthier.patient(name);
        return new World(clusters, spareDefinitions, healthier, images, logs)
                .changing(
                        patient.service().cluster(),
                        cluster -> patient.in(cluster.withExecSettings(healthier.settings(cluster.name()))));
    }
}

package sallyport.aws;

import static sallyport.aws.EcsStates.isTrue;
import static sallyport.aws.EcsStates.orEmpty;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sallyport.watch.ClusterFacts;
import sallyport.watch.DefinitionFacts;
import sallyport.watch.InstanceFacts;
import sallyport.watch.ServiceFacts;
import sallyport.watch.TaskFacts;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandConfiguration;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandLogConfiguration;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.MountPoint;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** ECS's answers as the facts that exec depends on. What ECS leaves out becomes empty, never null. */
final class EcsFacts {
    /** An attribute that the ECS agent registers its instance with. */
    private static final String OPERATING_SYSTEM = "ecs.os-type";

    private EcsFacts() {}

    static ClusterFacts cluster(Cluster cluster) {
        var exec = Optional.ofNullable(cluster.configuration())
                .flatMap(configuration -> Optional.ofNullable(configuration.executeCommandConfiguration()));
        var logs = exec.flatMap(configuration -> Optional.ofNullable(configuration.logConfiguration()));
        return new ClusterFacts(
                orEmpty(cluster.clusterArn()),
                orEmpty(cluster.status()),
                exec.flatMap(configuration -> text(configuration.loggingAsString())),
                exec.map(ExecuteCommandConfiguration::kmsKeyId).flatMap(EcsFacts::text),
                logs.flatMap(EcsFacts::logGroup),
                logs.flatMap(EcsFacts::bucket));
    }

    private static Optional<ClusterFacts.LogGroup> logGroup(ExecuteCommandLogConfiguration logs) {
        return text(logs.cloudWatchLogGroupName())
                .map(name -> new ClusterFacts.LogGroup(name, isTrue(logs.cloudWatchEncryptionEnabled())));
    }

    private static Optional<ClusterFacts.Bucket> bucket(ExecuteCommandLogConfiguration logs) {
        return text(logs.s3BucketName())
                .map(name ->
                        new ClusterFacts.Bucket(name, orEmpty(logs.s3KeyPrefix()), isTrue(logs.s3EncryptionEnabled())));
    }

    static ServiceFacts service(Service service) {
        var controller = Optional.ofNullable(service.deploymentController())
                .flatMap(found -> text(found.typeAsString()))
                .orElse("ECS");
        return new ServiceFacts(
                orEmpty(service.serviceName()),
                orEmpty(service.status()),
                Optional.ofNullable(service.desiredCount()).orElse(0),
                Optional.ofNullable(service.runningCount()).orElse(0),
                isTrue(service.enableExecuteCommand()),
                orEmpty(service.platformVersion()),
                controller,
                text(service.resourceManagementTypeAsString()).orElse("CUSTOMER"),
                service.deployments().stream()
                        .filter(deployment -> "IN_PROGRESS".equals(deployment.rolloutStateAsString()))
                        .map(deployment -> Arns.lastPart(orEmpty(deployment.taskDefinition())))
                        .toList(),
                service.deployments().stream()
                        .map(Deployment::createdAt)
                        .flatMap(Stream::ofNullable)
                        .max(Instant::compareTo));
    }

    static TaskFacts task(Task task) {
        return new TaskFacts(
                orEmpty(task.taskArn()),
                orEmpty(task.lastStatus()),
                orEmpty(task.desiredStatus()),
                orEmpty(task.stoppedReason()),
                orEmpty(task.connectivityAsString()),
                orEmpty(task.launchTypeAsString()),
                orEmpty(task.capacityProviderName()),
                orEmpty(task.platformVersion()),
                orEmpty(task.platformFamily()),
                orEmpty(task.group()),
                isTrue(task.enableExecuteCommand()),
                Optional.ofNullable(task.createdAt()),
                Optional.ofNullable(task.startedAt()),
                roleOverride(task),
                task.containers().stream().map(EcsFacts::container).toList());
    }

    static Optional<String> roleOverride(Task task) {
        return Optional.ofNullable(task.overrides()).flatMap(overrides -> text(overrides.taskRoleArn()));
    }

    private static TaskFacts.Container container(Container container) {
        return new TaskFacts.Container(
                orEmpty(container.name()),
                orEmpty(container.image()),
                orEmpty(container.lastStatus()),
                ExecAgent.of(container)
                        .map(agent -> new TaskFacts.Agent(agent.status(), agent.reason(), agent.lastStartedAt())));
    }

    static DefinitionFacts definition(TaskDefinition definition) {
        return new DefinitionFacts(
                Arns.lastPart(orEmpty(definition.taskDefinitionArn())),
                orEmpty(definition.pidModeAsString()),
                definition.containerDefinitions().stream()
                        .map(container -> container(container, definition))
                        .toList());
    }

    private static DefinitionFacts.Container container(ContainerDefinition container, TaskDefinition definition) {
        var linux = Optional.ofNullable(container.linuxParameters());
        var variables = Stream.concat(
                container.environment().stream().map(KeyValuePair::name),
                container.secrets().stream().map(Secret::name));
        return new DefinitionFacts.Container(
                orEmpty(container.name()),
                orEmpty(container.image()),
                ContainerChoice.isSidecar(container, definition),
                isTrue(container.readonlyRootFilesystem()),
                linux.filter(parameters -> isTrue(parameters.initProcessEnabled()))
                        .isPresent(),
                orEmpty(container.user()),
                Optional.ofNullable(container.logConfiguration())
                        .flatMap(log -> text(log.logDriverAsString()))
                        .orElse(""),
                variables.map(EcsStates::orEmpty).toList(),
                container.environmentFiles().size(),
                container.mountPoints().stream()
                        .filter(mount -> !isTrue(mount.readOnly()))
                        .map(MountPoint::containerPath)
                        .map(EcsStates::orEmpty)
                        .toList(),
                container.portMappings().stream()
                        .map(PortMapping::containerPort)
                        .flatMap(Stream::ofNullable)
                        .toList());
    }

    static InstanceFacts instance(ContainerInstance instance) {
        return new InstanceFacts(
                orEmpty(instance.ec2InstanceId()),
                Optional.ofNullable(instance.versionInfo())
                        .flatMap(version -> text(version.agentVersion()))
                        .orElse(""),
                isTrue(instance.agentConnected()),
                orEmpty(instance.status()),
                instance.attributes().stream()
                        .filter(attribute -> OPERATING_SYSTEM.equals(attribute.name()))
                        .map(attribute -> orEmpty(attribute.value()))
                        .findFirst()
                        .orElse(""));
    }

    /** The parameters of the network interface that a task of its own network has. */
    static Optional<String> attached(Task task, String detail) {
        return task.attachments().stream()
                .filter(attachment -> "ElasticNetworkInterface".equals(attachment.type()))
                .flatMap(attachment -> attachment.details().stream())
                .filter(pair -> detail.equals(pair.name()))
                .flatMap(pair -> text(pair.value()).stream())
                .findFirst();
    }

    static Optional<String> text(@Nullable String text) {
        return Optional.ofNullable(text).filter(some -> !some.isEmpty());
    }

    static List<String> names(Task task) {
        return task.containers().stream().map(Container::name).toList();
    }
}

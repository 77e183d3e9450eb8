package sallyport.aws;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import sallyport.watch.ContainerState;
import sallyport.watch.TaskState;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * Finds out from task definitions which streams containers write, and says where their lines are when it is not
 * CloudWatch Logs. Not thread-safe: made for one query.
 */
final class LogStreams {
    private final String taskRegion;
    private final Optional<String> wanted;
    private final List<LogStream> streams = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Set<String> containers = new TreeSet<>();
    private final Set<Unnamed> unnamed = new LinkedHashSet<>();

    /** A container whose streams have no name that could be told from its task. */
    record Unnamed(String region, String group, String container) {}

    /**
     * @param taskRegion where groups are unless a definition says otherwise
     * @param wanted the one container meant, or empty for all
     */
    LogStreams(String taskRegion, Optional<String> wanted) {
        this.taskRegion = taskRegion;
        this.wanted = wanted;
    }

    /** Adds what the containers of a task write. */
    void add(Task task, TaskDefinition definition) {
        for (var container : meant(definition)) {
            var runtimeId = task.containers().stream()
                    .filter(running -> container.name().equals(running.name()))
                    .findFirst()
                    .map(Container::runtimeId);
            add(container, Arns.lastPart(task.taskArn()), runtimeId.orElse(""), revision(definition));
        }
    }

    /** Adds what a task wrote that ECS has forgotten and we remember. */
    void addRemembered(TaskState task, TaskDefinition definition) {
        for (var container : meant(definition)) {
            var runtimeId = task.containers().stream()
                    .filter(known -> known.name().equals(container.name()))
                    .findFirst()
                    .map(ContainerState::runtimeId);
            add(container, task.id(), runtimeId.orElse(""), revision(definition));
        }
    }

    /** Adds what a task that ECS has forgotten wrote, as its id and this definition tell. */
    void addForgotten(String taskId, TaskDefinition definition) {
        meant(definition).forEach(container -> add(container, taskId, "", revision(definition)));
    }

    /** Adds everything that tasks of this definition ever wrote. */
    void addAll(TaskDefinition definition) {
        meant(definition).forEach(container -> add(container, "", "", revision(definition)));
    }

    List<LogStream> found() {
        return List.copyOf(streams);
    }

    /** Containers without a stream prefix, of which ECS does not know the runtime id any more. */
    List<Unnamed> unnamed() {
        return List.copyOf(unnamed);
    }

    /** Sentences on containers whose lines are elsewhere. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Why nothing was found. */
    String nothing() {
        if (!notes.isEmpty()) {
            return String.join(" ", notes);
        }
        if (!unnamed.isEmpty()) {
            var lost = unnamed.iterator().next();
            return "Container " + lost.container() + " logs to group " + lost.group()
                    + " without a stream prefix, so its streams can be told only while ECS remembers the task.";
        }
        return wanted.map(name -> "There is no container " + name + ". There is " + String.join(", ", containers) + ".")
                .orElse("The task definition has no containers.");
    }

    private static String revision(TaskDefinition definition) {
        return Arns.lastPart(EcsStates.orEmpty(definition.taskDefinitionArn()));
    }

    private List<ContainerDefinition> meant(TaskDefinition definition) {
        definition.containerDefinitions().forEach(container -> containers.add(container.name()));
        return definition.containerDefinitions().stream()
                .filter(container -> wanted.isEmpty() || wanted.get().equals(container.name()))
                .toList();
    }

    private void add(ContainerDefinition container, String taskId, String runtimeId, String revision) {
        var logging = container.logConfiguration();
        if (logging == null) {
            notes.add(LogDrivers.none(container, revision));
        } else if (logging.logDriver() == LogDriver.AWSLOGS) {
            addAwslogs(container.name(), logging.options(), taskId, runtimeId);
        } else if (logging.logDriver() == LogDriver.AWSFIRELENS && FireLens.isReadable(logging.options())) {
            streams.add(FireLens.stream(container.name(), logging.options(), taskId, taskRegion));
        } else if (logging.logDriver() == LogDriver.AWSFIRELENS) {
            notes.add(LogDrivers.fireLens(container, logging));
        } else {
            notes.add(LogDrivers.elsewhere(container, logging));
        }
    }

    /** With a prefix a stream is {@code prefix/container/task}, without one it is the runtime id. */
    private void addAwslogs(String container, Map<String, String> options, String taskId, String runtimeId) {
        var group = options.getOrDefault("awslogs-group", "");
        var region = options.getOrDefault("awslogs-region", taskRegion);
        var streamPrefix = options.getOrDefault("awslogs-stream-prefix", "");
        if ("non-blocking".equals(options.get("mode"))) {
            notes.add("Container " + container + " logs in non-blocking mode, with a buffer of "
                    + options.getOrDefault("max-buffer-size", "1m") + ": under load lines may be missing.");
        }
        if (!streamPrefix.isEmpty()) {
            var prefix = streamPrefix + "/" + container + "/";
            var name = taskId.isEmpty() ? "" : prefix + taskId;
            streams.add(new LogStream(region, group, prefix, name, container, taskId));
        } else if (!runtimeId.isEmpty()) {
            streams.add(new LogStream(region, group, runtimeId, runtimeId, container, taskId));
        } else {
            unnamed.add(new Unnamed(region, group, container));
        }
    }
}

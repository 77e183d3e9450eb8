package sallyport.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.watch.ContainerState;
import sallyport.watch.KnownFrom;
import sallyport.watch.TaskHistory;
import sallyport.watch.TaskState;
import sallyport.watch.TaskTimes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A remembered task as JSON, with the names that ECS gives its members. What is not there reads as empty, and what
 * cannot be read is a task forgotten.
 */
final class TaskFormat {
    private static final Logger LOG = LoggerFactory.getLogger(TaskFormat.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SEEN_AT = "seenAt";
    private static final String TOLD_AT = "toldAt";

    private TaskFormat() {}

    static String write(TaskHistory history) {
        var task = history.task();
        var json = JSON.createObjectNode()
                .put("taskArn", task.arn())
                .put("lastStatus", task.lastStatus())
                .put("desiredStatus", task.desiredStatus())
                .put("healthStatus", task.health())
                .put("revision", task.revision())
                .put("availabilityZone", task.availabilityZone())
                .put("enableExecuteCommand", task.execEnabled())
                .put("stopCode", task.stopCode())
                .put("stoppedReason", task.stoppedReason());
        put(json, "createdAt", task.createdAt());
        put(json, "startedAt", task.startedAt());
        put(json, "stoppedAt", task.stoppedAt());
        put(json, "pullStartedAt", history.times().pullStartedAt());
        put(json, "pullStoppedAt", history.times().pullStoppedAt());
        put(json, "stoppingAt", history.times().stoppingAt());
        put(json, "executionStoppedAt", history.times().executionStoppedAt());
        switch (history.knownFrom()) {
            case KnownFrom.Ecs _ -> {}
            case KnownFrom.Look(var at) -> json.put(SEEN_AT, at.toString());
            case KnownFrom.TaskEvent(var at) -> json.put(TOLD_AT, at.toString());
        }
        var containers = json.putArray("containers");
        task.containers().forEach(container -> containers.add(json(container)));
        return json.toString();
    }

    private static void put(ObjectNode json, String name, Optional<Instant> at) {
        at.ifPresent(moment -> json.put(name, moment.toString()));
    }

    private static ObjectNode json(ContainerState container) {
        var json = JSON.createObjectNode()
                .put("name", container.name())
                .put("image", container.image())
                .put("imageDigest", container.imageDigest())
                .put("lastStatus", container.lastStatus())
                .put("reason", container.reason())
                .put("runtimeId", container.runtimeId());
        container.exitCode().ifPresent(code -> json.put("exitCode", code));
        return json;
    }

    /** Empty for what cannot be read. */
    static Optional<TaskHistory> read(String text) {
        try {
            return Optional.of(history(JSON.readTree(text)));
        } catch (JacksonException | DateTimeException e) {
            LOG.warn("tasks.unreadable: a remembered task is passed over", e);
            return Optional.empty();
        }
    }

    private static TaskHistory history(JsonNode json) {
        return new TaskHistory(
                task(json),
                new TaskTimes(
                        time(json, "pullStartedAt"),
                        time(json, "pullStoppedAt"),
                        time(json, "stoppingAt"),
                        time(json, "executionStoppedAt")),
                time(json, TOLD_AT)
                        .<KnownFrom>map(KnownFrom.TaskEvent::new)
                        .orElseGet(() -> new KnownFrom.Look(time(json, SEEN_AT).orElse(Instant.EPOCH))));
    }

    private static TaskState task(JsonNode json) {
        return new TaskState(
                text(json, "taskArn"),
                text(json, "lastStatus"),
                text(json, "desiredStatus"),
                text(json, "healthStatus"),
                text(json, "revision"),
                text(json, "availabilityZone"),
                json.path("enableExecuteCommand").asBoolean(false),
                time(json, "createdAt"),
                time(json, "startedAt"),
                time(json, "stoppedAt"),
                text(json, "stopCode"),
                text(json, "stoppedReason"),
                containers(json));
    }

    private static List<ContainerState> containers(JsonNode json) {
        return StreamSupport.stream(json.path("containers").spliterator(), false)
                .map(TaskFormat::container)
                .toList();
    }

    private static ContainerState container(JsonNode json) {
        var code = json.path("exitCode");
        return new ContainerState(
                text(json, "name"),
                text(json, "image"),
                text(json, "imageDigest"),
                text(json, "lastStatus"),
                code.isInt() ? OptionalInt.of(code.asInt()) : OptionalInt.empty(),
                text(json, "reason"),
                text(json, "runtimeId"),
                Optional.empty());
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }

    private static Optional<Instant> time(JsonNode json, String name) {
        var text = text(json, name);
        return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }
}

package sallyport.aws;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import sallyport.watch.ContainerState;
import sallyport.watch.KnownFrom;
import sallyport.watch.StoppedTask;
import sallyport.watch.TaskGroup;
import sallyport.watch.TaskHistory;
import sallyport.watch.TaskState;
import sallyport.watch.TaskTimes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a message of EventBridge tells. */
sealed interface TaskEvent {
    /** A task of ours has stopped. */
    record Stopped(StoppedTask task) implements TaskEvent {}

    /** A task is in another state, or is none of ours. */
    record PassedOver() implements TaskEvent {}

    /** It is not an event of a task at all. */
    record Poison(String why) implements TaskEvent {}

    /** Reads a message; whoever may send to the queue wrote it. */
    final class Reader {
        /** Characters of one text; ECS's longest reasons have 1,024. */
        static final int MAX_TEXT = 2_048;

        /** Containers of one task; ECS takes ten in a definition, and adds a few of its own. */
        static final int MAX_CONTAINERS = 20;

        private static final JsonMapper JSON = JsonMapper.shared();
        private static final String KIND = "ECS Task State Change";
        private static final Pattern TASK =
                Pattern.compile("arn:[^:/]+:ecs:[^:/]+:[^:/]+:task/([^:/]+/)?[0-9a-f-]{32,36}");
        private static final Pattern CLUSTER = Pattern.compile("arn:[^:/]+:ecs:([^:/]+):([^:/]+):cluster/([^:/]+)");

        private final Predicate<TaskGroup> ours;

        /** @param ours whether tasks of the group are to be remembered */
        Reader(Predicate<TaskGroup> ours) {
            this.ours = ours;
        }

        TaskEvent read(String body, Instant now) {
            try {
                var event = JSON.readTree(body);
                return KIND.equals(text(event, "detail-type"))
                        ? detail(event.path("detail"), now)
                        : new Poison("it is no event of kind " + KIND);
            } catch (JacksonException e) {
                return new Poison("it is not JSON");
            } catch (DateTimeException e) {
                return new Poison("a time in it is none");
            }
        }

        private TaskEvent detail(JsonNode detail, Instant now) {
            var cluster = CLUSTER.matcher(text(detail, "clusterArn"));
            if (!cluster.matches() || !TASK.matcher(text(detail, "taskArn")).matches()) {
                return new Poison("it names no task and cluster");
            }
            var group = new TaskGroup(cluster.group(2), cluster.group(1), cluster.group(3), text(detail, "group"));
            if (!text(detail, "lastStatus").equals("STOPPED") || !ours.test(group)) {
                return new PassedOver();
            }
            return new Stopped(
                    new StoppedTask(group, new TaskHistory(task(detail), times(detail), new KnownFrom.TaskEvent(now))));
        }

        private static TaskState task(JsonNode detail) {
            return new TaskState(
                    text(detail, "taskArn"),
                    text(detail, "lastStatus"),
                    text(detail, "desiredStatus"),
                    text(detail, "healthStatus"),
                    Arns.lastPart(text(detail, "taskDefinitionArn")),
                    text(detail, "availabilityZone"),
                    detail.path("enableExecuteCommand").asBoolean(false),
                    time(detail, "createdAt"),
                    time(detail, "startedAt"),
                    time(detail, "stoppedAt"),
                    text(detail, "stopCode"),
                    text(detail, "stoppedReason"),
                    containers(detail));
        }

        private static TaskTimes times(JsonNode detail) {
            return new TaskTimes(
                    time(detail, "pullStartedAt"),
                    time(detail, "pullStoppedAt"),
                    time(detail, "stoppingAt"),
                    time(detail, "executionStoppedAt"));
        }

        private static List<ContainerState> containers(JsonNode detail) {
            return StreamSupport.stream(detail.path("containers").spliterator(), false)
                    .limit(MAX_CONTAINERS)
                    .map(Reader::container)
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
            var text = json.path(name).asString("");
            return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
        }

        private static Optional<Instant> time(JsonNode json, String name) {
            var text = text(json, name);
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        }
    }
}

package sallyport.aws;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sallyport.request.Selector;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;

/** Finds the log streams that a selector means, from the service, its deployments and its tasks. */
final class LogSources {
    private static final Pattern WHOLE_TASK_ID = Pattern.compile("[0-9a-f]{32}");

    private final EcsReader reader;

    LogSources(EcsReader reader) {
        this.reader = reader;
    }

    sealed interface Answer {
        /**
         * What can be read.
         *
         * @param notes sentences on containers that were left out
         */
        record Streams(List<LogStream> streams, List<String> notes) implements Answer {
            public Streams {
                streams = List.copyOf(streams);
                notes = List.copyOf(notes);
            }
        }

        record Nothing(String why) implements Answer {}
    }

    Answer find(AwsTarget target, Selector selector) {
        var snapshot = reader.snapshot(target, List.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED));
        if (snapshot.service().isEmpty()) {
            return new Answer.Nothing(new MissingService(reader).sentence(target));
        }
        var wanted = selector.container().or(() -> target.alias().container());
        var streams = new LogStreams(target.alias().region(), wanted);
        var tasks = snapshot.tasks().stream()
                .filter(task ->
                        Arns.lastPart(task.taskArn()).startsWith(selector.task().orElse("")))
                .toList();
        if (!tasks.isEmpty()) {
            tasks.forEach(task -> streams.add(task, reader.taskDefinition(target, task.taskDefinitionArn())));
        } else if (!addWithoutTasks(target, selector.task(), snapshot.service().get(), streams)) {
            return new Answer.Nothing(unknownTask(selector));
        }
        return streams.found().isEmpty()
                ? new Answer.Nothing(streams.nothing())
                : new Answer.Streams(streams.found(), streams.notes());
    }

    /** ECS forgets a stopped task after about an hour, its stream stays; a whole id is enough to name that. */
    private boolean addWithoutTasks(AwsTarget target, Optional<String> task, Service service, LogStreams streams) {
        if (task.isPresent() && !WHOLE_TASK_ID.matcher(task.get()).matches()) {
            return false;
        }
        definitions(service).forEach(arn -> {
            var definition = reader.taskDefinition(target, arn);
            task.ifPresentOrElse(id -> streams.addForgotten(id, definition), () -> streams.addAll(definition));
        });
        return true;
    }

    private static Stream<String> definitions(Service service) {
        return Stream.concat(
                        Stream.of(service.taskDefinition()),
                        service.deployments().stream().map(Deployment::taskDefinition))
                .distinct();
    }

    private static String unknownTask(Selector selector) {
        return "ECS knows no task of " + selector.alias() + " that begins with "
                + selector.task().orElse("")
                + ". It forgets stopped tasks after about an hour; with the whole id their logs can still be read.";
    }
}

package sallyport.aws;

import static sallyport.aws.EcsStates.orEmpty;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.request.Selector;
import sallyport.watch.Fact;
import sallyport.watch.Finding;
import sallyport.watch.ForgetfulMemory;
import sallyport.watch.LogScope;
import sallyport.watch.StopCause;
import sallyport.watch.TaskGroup;
import sallyport.watch.TaskHistory;
import sallyport.watch.TaskMemory;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Finds the log streams that a scope means, from the service, its deployments and its tasks. */
final class LogSources {
    private static final Pattern WHOLE_TASK_ID = Pattern.compile("[0-9a-f]{32}");

    /** Remembered tasks that the beginning of an id may mean. */
    private static final int MOST_REMEMBERED = 10;

    private final EcsReader reader;
    private final TaskMemory memory;
    private final InstantSource clock;

    LogSources(EcsReader reader) {
        this(reader, new ForgetfulMemory(), InstantSource.system());
    }

    /**
     * @param memory tells of tasks that ECS has forgotten
     * @param clock tells how long ago that was learned
     */
    LogSources(EcsReader reader, TaskMemory memory, InstantSource clock) {
        this.reader = reader;
        this.memory = memory;
        this.clock = clock;
    }

    sealed interface Answer {
        /**
         * What can be read.
         *
         * @param notes sentences on containers that were left out, and on tasks that stopped
         * @param stopped ids of those among the tasks that have stopped
         */
        record Streams(List<LogStream> streams, List<String> notes, Set<String> stopped) implements Answer {
            public Streams {
                streams = List.copyOf(streams);
                notes = List.copyOf(notes);
                stopped = Set.copyOf(stopped);
            }
        }

        record Nothing(String why) implements Answer {}
    }

    /** @param calls the way to the log groups of a Region, where only they know the streams' names */
    Answer find(AwsTarget target, LogScope scope, Function<String, LogCalls> calls) {
        var snapshot = reader.snapshot(target, List.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED));
        boolean forgotten =
                target.alias().mayBeFamily() && scope.selector().task().isPresent();
        return snapshot.isNothing() && !forgotten
                ? new Answer.Nothing(new MissingService(reader).sentence(target))
                : new Search(target, scope, calls, snapshot).find();
    }

    private static boolean namesWholeTask(Selector selector) {
        return selector.task().filter(id -> WHOLE_TASK_ID.matcher(id).matches()).isPresent();
    }

    /** One search under way. */
    private final class Search {
        private final AwsTarget target;
        private final LogScope scope;
        private final Selector selector;
        private final Function<String, LogCalls> calls;
        private final Optional<Service> service;
        private final List<Task> all;
        private final List<Task> tasks;
        private final LogStreams streams;
        private final List<LogStream> newest = new ArrayList<>();
        private final Set<String> notes = new LinkedHashSet<>();

        Search(AwsTarget target, LogScope scope, Function<String, LogCalls> calls, Snapshot snapshot) {
            this.target = target;
            this.scope = scope;
            this.selector = scope.selector();
            this.calls = calls;
            this.service = snapshot.service();
            this.all = snapshot.tasks();
            this.tasks = all.stream().filter(this::isMeant).toList();
            this.streams = new LogStreams(
                    target.alias().region(),
                    selector.container().or(() -> target.alias().container()));
        }

        private boolean isMeant(Task task) {
            return id(task).startsWith(selector.task().orElse("")) && (!scope.previous() || isPrevious(task));
        }

        private boolean isPrevious(Task task) {
            return isStopped(task)
                    || primary().map(now -> !belongsTo(task, now)).orElse(false);
        }

        private Optional<Deployment> primary() {
            return service.stream()
                    .flatMap(one -> one.deployments().stream())
                    .filter(deployment -> "PRIMARY".equals(deployment.status()))
                    .findFirst();
        }

        Answer find() {
            if (!tasks.isEmpty()) {
                tasks.forEach(task -> streams.add(task, reader.taskDefinition(target, task.taskDefinitionArn())));
            } else if (selector.task().isPresent()) {
                return forgotten(selector.task().get());
            } else if (service.isEmpty()) {
                return new Answer.Nothing(nothing());
            } else {
                definitions().forEach(streams::addAll);
            }
            return answer();
        }

        /** Of a task that ECS has forgotten: what we remember, or what its whole id tells. */
        private Answer forgotten(String id) {
            var remembered = remembered(id);
            remembered.forEach(this::recall);
            if (remembered.isEmpty() && !namesWholeTask(selector)) {
                return new Answer.Nothing(unknownTask());
            }
            if (remembered.isEmpty()) {
                var elsewhere = elsewhere(id);
                if (elsewhere.isPresent()) {
                    return new Answer.Nothing(elsewhere.get());
                }
                definitions().forEach(definition -> streams.addForgotten(id, definition));
            }
            return answer();
        }

        /**
         * Why a task that neither ECS nor we know to be of this target is not read. Services and families may write to
         * the same group under the same prefix, and who may read the one may not read the other.
         */
        private Optional<String> elsewhere(String id) {
            if (service.isEmpty()) {
                return Optional.of("ECS knows no task " + id + " of " + selector.alias()
                        + ", and by its id alone nobody can tell its lines from those of a service. Nothing was read.");
            }
            return reader.task(target, id)
                    .map(task -> "Task " + id + " is not one of " + selector.alias() + ": ECS has it in the group "
                            + orEmpty(task.group()) + ". Nothing was read.");
        }

        private List<TaskHistory> remembered(String beginning) {
            return switch (memory.of(TaskGroup.of(target.alias()))) {
                case Fact.Known<List<TaskHistory>>(var tasks) ->
                    tasks.stream()
                            .filter(known -> known.task().id().startsWith(beginning))
                            .limit(MOST_REMEMBERED)
                            .toList();
                case Fact.Missing<List<TaskHistory>> _ -> List.of();
            };
        }

        private void recall(TaskHistory known) {
            var task = known.task();
            streams.addRemembered(task, reader.taskDefinition(target, task.revision()));
            notes.add("Task " + task.id() + " has stopped. "
                    + StopCause.of(task).map(Finding::what).orElse("ECS does not say why.")
                    + known.source(clock.instant()).map(source -> " " + source).orElse(""));
        }

        private Answer answer() {
            var found = scope.previous() && tasks.isEmpty() && service.isPresent() ? forgotten() : streams.found();
            if (service.isPresent()) {
                streams.unnamed().forEach(this::addNewest);
            }
            var readable =
                    Stream.concat(found.stream(), newest.stream()).distinct().toList();
            if (readable.isEmpty()) {
                return new Answer.Nothing(nothing());
            }
            notes.addAll(streams.notes());
            tasks.forEach(task -> ended(task).ifPresent(notes::add));
            return new Answer.Streams(
                    readable,
                    List.copyOf(notes),
                    tasks.stream()
                            .filter(LogSources::isStopped)
                            .map(LogSources::id)
                            .collect(Collectors.toSet()));
        }

        /** Of tasks that ran before and that ECS remembers no more: what was written last, and by none that runs. */
        private List<LogStream> forgotten() {
            var running = all.stream().map(LogSources::id).collect(Collectors.toSet());
            var found = new ArrayList<LogStream>();
            for (var kind : streams.found()) {
                NewestStreams.of(calls.apply(kind.region()), kind.group(), kind.prefix(), Set.of()).stream()
                        .filter(name -> !running.contains(Arns.lastPart(name)))
                        .map(name -> new LogStream(
                                kind.region(), kind.group(), name, name, kind.container(), Arns.lastPart(name)))
                        .forEach(found::add);
            }
            if (!found.isEmpty()) {
                notes.add("ECS remembers no earlier task, so these are the newest streams that no task writes now.");
            }
            return found;
        }

        private void addNewest(LogStreams.Unnamed kind) {
            var known = streams.found().stream().map(LogStream::name).collect(Collectors.toSet());
            var names = NewestStreams.of(calls.apply(kind.region()), kind.group(), "", known);
            names.forEach(
                    name -> newest.add(new LogStream(kind.region(), kind.group(), name, name, kind.container(), name)));
            if (!names.isEmpty()) {
                notes.add("Container " + kind.container() + " logs to group " + kind.group()
                        + " without a stream prefix, and ECS has forgotten its task, so the newest streams of the whole"
                        + " group are read.");
            }
        }

        private String nothing() {
            return scope.previous() && streams.notes().isEmpty()
                    ? "No task of " + selector.alias() + " ran before the present deployment, as far as ECS and the log"
                            + " group remember."
                    : streams.nothing();
        }

        /** Those that the service's tasks may have had; of tasks that no service started none is guessed. */
        private Stream<TaskDefinition> definitions() {
            return service.stream().flatMap(one -> arns(one).map(arn -> reader.taskDefinition(target, arn)));
        }

        private static Stream<String> arns(Service service) {
            return Stream.concat(
                            Stream.of(service.taskDefinition()),
                            service.deployments().stream().map(Deployment::taskDefinition))
                    .distinct();
        }

        private String unknownTask() {
            return "ECS knows no task of " + selector.alias() + " that begins with "
                    + selector.task().orElse("")
                    + ". It forgets stopped tasks after about an hour; with the whole id their logs can still be read.";
        }

        /** Why a task stopped, where a reader would otherwise wait for its lines, or asked for just that task. */
        private Optional<String> ended(Task task) {
            boolean neverRan = task.startedAt() == null;
            if (!isStopped(task) || !(neverRan || selector.task().isPresent())) {
                return Optional.empty();
            }
            var cause = StopCause.of(EcsStates.task(task)).map(Finding::what).orElse("ECS does not say why.");
            return Optional.of("Task " + id(task) + (neverRan ? " never ran. " : " has stopped. ") + cause);
        }
    }

    private static boolean belongsTo(Task task, Deployment deployment) {
        return orEmpty(task.startedBy()).isEmpty()
                ? orEmpty(task.taskDefinitionArn()).equals(deployment.taskDefinition())
                : orEmpty(task.startedBy()).equals(deployment.id());
    }

    static boolean isStopped(Task task) {
        return "STOPPED".equals(task.lastStatus());
    }

    static String id(Task task) {
        return Arns.lastPart(task.taskArn());
    }
}

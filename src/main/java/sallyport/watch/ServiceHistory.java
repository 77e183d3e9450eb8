package sallyport.watch;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A service and what happened to it and its tasks.
 *
 * @param begun when each deployment began, by its id
 * @param tasks newest first
 * @param gaps sentences: what could not be looked at
 */
public record ServiceHistory(
        ServiceState service, Map<String, Instant> begun, List<TaskHistory> tasks, List<String> gaps) {
    private static final Comparator<TaskHistory> NEWEST_FIRST = Comparator.comparing(
                    ServiceHistory::lastChange, Comparator.reverseOrder())
            .thenComparing(history -> history.task().arn());

    public ServiceHistory {
        begun = Map.copyOf(begun);
        tasks = tasks.stream().sorted(NEWEST_FIRST).toList();
        gaps = List.copyOf(gaps);
    }

    private static Instant lastChange(TaskHistory history) {
        var task = history.task();
        return task.stoppedAt().or(task::startedAt).or(task::createdAt).orElse(Instant.EPOCH);
    }

    /** The same with the tasks that are remembered and that ECS does not know any more. */
    public ServiceHistory recalling(Fact<List<TaskHistory>> remembered) {
        return switch (remembered) {
            case Fact.Known<List<TaskHistory>>(var older) ->
                new ServiceHistory(
                        service,
                        begun,
                        Stream.concat(tasks.stream(), forgotten(older, service.tasks()).stream())
                                .toList(),
                        gaps);
            case Fact.Missing<List<TaskHistory>>(var why) ->
                new ServiceHistory(
                        service,
                        begun,
                        tasks,
                        Stream.concat(gaps.stream(), Stream.of(why)).toList());
        };
    }

    /** Those of the remembered tasks that ECS does not know any more. */
    public static List<TaskHistory> forgotten(List<TaskHistory> remembered, List<TaskState> known) {
        Set<String> ids = known.stream().map(TaskState::id).collect(Collectors.toCollection(HashSet::new));
        return remembered.stream()
                .filter(history -> !ids.contains(history.task().id()))
                .toList();
    }

    /** The tasks whose id begins so. */
    public List<TaskHistory> beginningWith(String id) {
        return tasks.stream()
                .filter(history -> history.task().id().startsWith(id))
                .toList();
    }

    /** When the service was last as wanted, as far as its events go back. */
    Optional<Instant> lastSteady() {
        return service.happenings().stream()
                .filter(event -> event.message().contains("has reached a steady state"))
                .map(ServiceState.Happening::at)
                .max(Comparator.naturalOrder());
    }
}

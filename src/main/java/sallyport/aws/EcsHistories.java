package sallyport.aws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import sallyport.request.Alias;
import sallyport.watch.Histories;
import sallyport.watch.KnownFrom;
import sallyport.watch.Looked;
import sallyport.watch.ServiceHistory;
import sallyport.watch.TaskHistory;
import sallyport.watch.TaskTimes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Task;

/** What ECS knows of a service's past. */
final class EcsHistories implements Histories {
    /** Clusters asked about one task; each is a call. */
    static final int MAX_CLUSTERS = 50;

    private final AwsTargets targets;
    private final EcsReader reader;

    /** Where a task may be: one call asks about all targets that share it. */
    private record Place(AccountAccess access, String account, String region, String cluster) {
        static Place of(AwsTarget target) {
            var alias = target.alias();
            return new Place(target.access(), alias.account(), alias.region(), alias.cluster());
        }
    }

    EcsHistories(AwsTargets targets, EcsReader reader) {
        this.targets = targets;
        this.reader = reader;
    }

    @Override
    public Looked<ServiceHistory> look(Alias alias) {
        var target = targets.find(alias.name());
        return target.isPresent() ? look(target.get()) : new Looked.Missing<>(targets.unknown(alias.name()));
    }

    private Looked<ServiceHistory> look(AwsTarget target) {
        try {
            var snapshot = reader.snapshot(target, List.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED));
            return snapshot.isNothing()
                    ? new Looked.Missing<>(new MissingService(reader).sentence(target))
                    : new Looked.Found<>(history(target.alias(), snapshot));
        } catch (SdkException e) {
            return AwsErrors.explain("looking up service " + target.alias().service(), e)
                    .looked();
        }
    }

    private static ServiceHistory history(Alias alias, Snapshot snapshot) {
        var begun = snapshot.service().stream()
                .flatMap(service -> service.deployments().stream())
                .filter(deployment -> deployment.id() != null && deployment.createdAt() != null)
                .collect(Collectors.toMap(Deployment::id, Deployment::createdAt, (one, _) -> one));
        return new ServiceHistory(
                EcsStates.of(alias, snapshot),
                begun,
                snapshot.tasks().stream()
                        .map(task -> history(task, new KnownFrom.Ecs()))
                        .toList(),
                List.of());
    }

    static TaskHistory history(Task task, KnownFrom source) {
        return new TaskHistory(
                EcsStates.task(task),
                new TaskTimes(
                        Optional.ofNullable(task.pullStartedAt()),
                        Optional.ofNullable(task.pullStoppedAt()),
                        Optional.ofNullable(task.stoppingAt()),
                        Optional.ofNullable(task.executionStoppedAt())),
                source);
    }

    @Override
    public Looked<Alias> home(List<Alias> candidates, String id) {
        Map<Place, List<AwsTarget>> places = candidates.stream()
                .flatMap(alias -> targets.find(alias.name()).stream())
                .collect(Collectors.groupingBy(Place::of, LinkedHashMap::new, Collectors.toList()));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var looks = places.values().stream()
                    .limit(MAX_CLUSTERS)
                    .map(sharing -> CompletableFuture.supplyAsync(() -> homeAmong(sharing, id), threads))
                    .toList();
            var looked = looks.stream().map(CompletableFuture::join).toList();
            return first(looked, Looked.Found.class)
                    .or(() -> first(looked, Looked.Unavailable.class))
                    .orElseGet(() ->
                            new Looked.Missing<>("ECS knows no task " + id + " in the services you may look at."));
        }
    }

    private static Optional<Looked<Alias>> first(List<Looked<Alias>> looked, Class<?> kind) {
        return looked.stream().filter(kind::isInstance).findFirst();
    }

    private Looked<Alias> homeAmong(List<AwsTarget> sharing, String id) {
        var any = sharing.getFirst();
        try {
            var group = reader.task(any, id).map(task -> EcsStates.orEmpty(task.group()));
            return sharing.stream()
                    .map(AwsTarget::alias)
                    .filter(alias -> group.equals(Optional.of("service:" + alias.service())))
                    .findFirst()
                    .<Looked<Alias>>map(Looked.Found::new)
                    .orElseGet(() -> new Looked.Missing<>("ECS knows no task " + id + " there."));
        } catch (SdkException e) {
            var cluster = any.alias().cluster();
            return new Looked.Unavailable<>(AwsErrors.explain("looking for task " + id + " in cluster " + cluster, e)
                    .sentence());
        }
    }
}

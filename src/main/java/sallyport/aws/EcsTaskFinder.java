package sallyport.aws;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.watch.Looked;
import sallyport.watch.TaskFinder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.Task;

/** Tells by the group that ECS put a task in whether a service started it, and which. */
final class EcsTaskFinder implements TaskFinder {
    private final AwsTargets targets;
    private final EcsReader reader;

    EcsTaskFinder(AwsTargets targets, EcsReader reader) {
        this.targets = targets;
        this.reader = reader;
    }

    @Override
    public Looked<Alias> find(Aliases.Task task) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = task.clusters().stream()
                    .map(cluster -> CompletableFuture.supplyAsync(() -> answer(cluster, task.id()), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .flatMap(Optional::stream)
                    .toList();
            return answers.stream()
                    .filter(Looked.Found.class::isInstance)
                    .findFirst()
                    .or(() -> answers.stream().findFirst())
                    .orElseGet(() -> unknown(task));
        }
    }

    /** Of a cluster that cannot be asked the reason; it counts if no other cluster has the task. */
    private Optional<Looked<Alias>> answer(Alias cluster, String id) {
        try {
            return look(cluster, id);
        } catch (SdkException e) {
            return Optional.of(new Looked.Unavailable<>(
                    AwsErrors.explain("looking up task " + id + " in cluster " + cluster.cluster(), e)
                            .sentence()));
        }
    }

    private static Looked<Alias> unknown(Aliases.Task task) {
        var clusters = task.clusters().stream().map(Alias::cluster).collect(Collectors.joining(", "));
        return new Looked.Missing<>("ECS knows no task " + task.id() + " in "
                + (task.clusters().size() == 1 ? "cluster " : "any of the clusters ") + clusters
                + ". It forgets stopped tasks after about an hour.");
    }

    /** Empty if the cluster does not have it. */
    private Optional<Looked<Alias>> look(Alias cluster, String id) {
        return targets.at(cluster).flatMap(target -> reader.task(target, id)).map(task -> alias(cluster, task));
    }

    private Looked<Alias> alias(Alias cluster, Task task) {
        var place = place(task);
        return targets.aliases()
                .inClusterOf(cluster, place)
                .map((Function<Alias, Looked<Alias>>) Looked.Found::new)
                .orElseGet(() -> new Looked.Missing<>("Task " + Arns.lastPart(task.taskArn()) + " belongs to " + place
                        + " in cluster " + cluster.cluster()
                        + ", which no target names, or several do. Name the target, and the task with --task."));
    }

    private static String place(Task task) {
        return EcsReader.isOfService(task)
                ? EcsStates.orEmpty(task.group()).substring(EcsReader.SERVICE_GROUP.length())
                : Alias.FAMILY + family(task);
    }

    private static String family(Task task) {
        var revision = Arns.lastPart(EcsStates.orEmpty(task.taskDefinitionArn()));
        return List.of(revision.split(":", 2)).getFirst();
    }
}

package sallyport.aws;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * The reads of ECS that everything here is made from. Every method blocks, repeats what may be repeated, and throws
 * {@link SdkException} when AWS refuses or does not answer. Safe for use by many threads.
 */
final class EcsReader {
    /** Task ARNs that one {@code DescribeTasks} takes; ECS API reference. */
    static final int TASKS_PER_CALL = 100;

    /** Services that one {@code DescribeServices} takes; ECS API reference. */
    static final int SERVICES_PER_CALL = 10;

    /** How ECS writes the group of a task that a service started, up to the service's name. */
    static final String SERVICE_GROUP = "service:";

    /** Service names looked through for a suggestion; beyond that a suggestion is not worth the calls. */
    private static final int MAX_SERVICE_NAMES = 1_000;

    private final AwsClients clients;
    private final TaskWitness witness;
    private final TaskDefinitions definitions = new TaskDefinitions();

    EcsReader(AwsClients clients) {
        this(clients, TaskWitness.NONE);
    }

    /** @param witness is shown every task that is read */
    EcsReader(AwsClients clients, TaskWitness witness) {
        this.clients = clients;
        this.witness = witness;
    }

    /**
     * The service and its tasks of the given desired states, running ones first. Where a family may be meant and there
     * is no such service, the family's tasks that no service started. Independent calls run at once.
     */
    Snapshot snapshot(AwsTarget target, List<DesiredStatus> states) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return snapshot(target, states, CompletableFuture.supplyAsync(() -> service(target), threads));
        }
    }

    /** @param service the look-up of the service, under way */
    Snapshot snapshot(AwsTarget target, List<DesiredStatus> states, CompletableFuture<Optional<Service>> service) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            if (target.alias().isFamily()) {
                return new Snapshot(Optional.empty(), alone(target, states, threads));
            }
            var tasks = of(
                    states, state -> tasks(target, listing(target).serviceName(name(target)), state, threads), threads);
            var found = service.join();
            // Listing the tasks of a service that is not there is an error; the missing service is the answer.
            return found.isPresent()
                    ? new Snapshot(found, joined(tasks))
                    : new Snapshot(found, target.alias().mayBeFamily() ? alone(target, states, threads) : List.of());
        } catch (CompletionException e) {
            throw e.getCause() instanceof SdkException cause ? cause : e;
        }
    }

    /** Empty when there is no such service, or only the memory of a deleted one. */
    Optional<Service> service(AwsTarget target) {
        var alias = target.alias();
        if (alias.isFamily()) {
            return Optional.empty();
        }
        var answer = clients.ecs(target)
                .describeServices(request -> request.cluster(alias.cluster()).services(alias.service()));
        return answer.services().stream()
                .filter(service -> !"INACTIVE".equals(service.status()))
                .findFirst();
    }

    /** Tasks of a family that no service started, whatever group they were put in. */
    private List<Task> alone(AwsTarget target, List<DesiredStatus> states, ExecutorService threads) {
        var tasks = of(states, state -> tasks(target, listing(target).family(name(target)), state, threads), threads);
        return joined(tasks).stream().filter(task -> !isOfService(task)).toList();
    }

    static boolean isOfService(Task task) {
        return EcsStates.orEmpty(task.group()).startsWith(SERVICE_GROUP);
    }

    private static String name(AwsTarget target) {
        return target.alias().nameInCluster();
    }

    private static List<CompletableFuture<List<Task>>> of(
            List<DesiredStatus> states, Function<DesiredStatus, List<Task>> tasks, ExecutorService threads) {
        return states.stream()
                .map(state -> CompletableFuture.supplyAsync(() -> tasks.apply(state), threads))
                .toList();
    }

    private static List<Task> joined(List<CompletableFuture<List<Task>>> parts) {
        return parts.stream().flatMap(part -> part.join().stream()).toList();
    }

    private static ListTasksRequest.Builder listing(AwsTarget target) {
        return ListTasksRequest.builder().cluster(target.alias().cluster());
    }

    private List<Task> tasks(
            AwsTarget target, ListTasksRequest.Builder listing, DesiredStatus state, ExecutorService threads) {
        var arns = clients
                .ecs(target)
                .listTasksPaginator(listing.desiredStatus(state).build())
                .taskArns()
                .stream()
                .toList();
        return Batches.of(arns, TASKS_PER_CALL)
                .map(batch -> CompletableFuture.supplyAsync(() -> describe(target, batch), threads))
                .toList()
                .stream()
                .flatMap(described -> described.join().stream())
                .toList();
    }

    private List<Task> describe(AwsTarget target, List<String> arns) {
        var tasks = clients.ecs(target)
                .describeTasks(
                        request -> request.cluster(target.alias().cluster()).tasks(arns))
                .tasks();
        witness.saw(target, tasks);
        return tasks;
    }

    /**
     * The task as it is now; empty when ECS has forgotten it.
     *
     * @param arn or the id of a task in the target's cluster
     */
    Optional<Task> task(AwsTarget target, String arn) {
        return describe(target, List.of(arn)).stream().findFirst();
    }

    /** @param arn of a revision, or {@code family:revision} */
    TaskDefinition taskDefinition(AwsTarget target, String arn) {
        EcsClient ecs = clients.ecs(target);
        return definitions.get(
                arn,
                missing -> ecs.describeTaskDefinition(request -> request.taskDefinition(missing))
                        .taskDefinition());
    }

    /** Those of the cluster's services that are there, described all at once. */
    List<Service> services(AwsTarget target, List<String> names) {
        var ecs = clients.ecs(target);
        var cluster = target.alias().cluster();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return Batches.of(names, SERVICES_PER_CALL)
                    .map(batch -> CompletableFuture.supplyAsync(
                            () -> ecs.describeServices(
                                            request -> request.cluster(cluster).services(batch))
                                    .services(),
                            threads))
                    .toList()
                    .stream()
                    .flatMap(described -> described.join().stream())
                    .filter(service -> !"INACTIVE".equals(service.status()))
                    .toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof SdkException cause ? cause : e;
        }
    }

    /** Names of the cluster's services, as many as are looked through for a suggestion. */
    List<String> serviceNames(AwsTarget target) {
        return serviceNames(target, MAX_SERVICE_NAMES);
    }

    List<String> serviceNames(AwsTarget target, int most) {
        return clients
                .ecs(target)
                .listServicesPaginator(
                        request -> request.cluster(target.alias().cluster()).maxResults(TASKS_PER_CALL))
                .serviceArns()
                .stream()
                .limit(most)
                .map(Arns::lastPart)
                .toList();
    }
}

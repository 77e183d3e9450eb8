package sallyport.aws;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

    /** Service names looked through for a suggestion; beyond that a suggestion is not worth the calls. */
    private static final int MAX_SERVICE_NAMES = 1_000;

    private final AwsClients clients;
    private final TaskDefinitions definitions = new TaskDefinitions();

    EcsReader(AwsClients clients) {
        this.clients = clients;
    }

    /** The service and its tasks of the given desired states, running ones first. Independent calls run at once. */
    Snapshot snapshot(AwsTarget target, List<DesiredStatus> states) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return snapshot(target, states, CompletableFuture.supplyAsync(() -> service(target), threads));
        }
    }

    /** @param service the look-up of the service, under way */
    Snapshot snapshot(AwsTarget target, List<DesiredStatus> states, CompletableFuture<Optional<Service>> service) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = states.stream()
                    .map(state -> CompletableFuture.supplyAsync(() -> tasks(target, state, threads), threads))
                    .toList();
            var found = service.join();
            // Listing the tasks of a service that is not there is an error; the missing service is the answer.
            return found.isEmpty()
                    ? new Snapshot(found, List.of())
                    : new Snapshot(
                            found,
                            tasks.stream().flatMap(part -> part.join().stream()).toList());
        } catch (CompletionException e) {
            throw e.getCause() instanceof SdkException cause ? cause : e;
        }
    }

    /** Empty when there is no such service, or only the memory of a deleted one. */
    Optional<Service> service(AwsTarget target) {
        var alias = target.alias();
        var answer = clients.ecs(target)
                .describeServices(request -> request.cluster(alias.cluster()).services(alias.service()));
        return answer.services().stream()
                .filter(service -> !"INACTIVE".equals(service.status()))
                .findFirst();
    }

    private List<Task> tasks(AwsTarget target, DesiredStatus state, ExecutorService threads) {
        var alias = target.alias();
        var listing = ListTasksRequest.builder()
                .cluster(alias.cluster())
                .serviceName(alias.service())
                .desiredStatus(state)
                .build();
        var arns = clients.ecs(target).listTasksPaginator(listing).taskArns().stream()
                .toList();
        return Batches.of(arns, TASKS_PER_CALL)
                .map(batch -> CompletableFuture.supplyAsync(() -> describe(target, batch), threads))
                .toList()
                .stream()
                .flatMap(described -> described.join().stream())
                .toList();
    }

    private List<Task> describe(AwsTarget target, List<String> arns) {
        return clients.ecs(target)
                .describeTasks(
                        request -> request.cluster(target.alias().cluster()).tasks(arns))
                .tasks();
    }

    /** The task as it is now; empty when ECS has forgotten it. */
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

    /** Names of the cluster's services, as many as are looked through for a suggestion. */
    List<String> serviceNames(AwsTarget target) {
        return clients
                .ecs(target)
                .listServicesPaginator(
                        request -> request.cluster(target.alias().cluster()).maxResults(TASKS_PER_CALL))
                .serviceArns()
                .stream()
                .limit(MAX_SERVICE_NAMES)
                .map(Arns::lastPart)
                .toList();
    }
}

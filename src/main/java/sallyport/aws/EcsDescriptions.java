package sallyport.aws;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import sallyport.request.Alias;
import sallyport.watch.Descriptions;
import sallyport.watch.Fact;
import sallyport.watch.Looked;
import sallyport.watch.ServiceDescription;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * Services with their rollouts and the health of their targets. No call waits for another but for what it is about: a
 * list and then its descriptions, the service and then its target groups. So it takes two calls' time.
 */
final class EcsDescriptions implements Descriptions {
    private static final List<DesiredStatus> STATES = List.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED);

    private final AwsTargets targets;
    private final AwsClients clients;
    private final EcsReader reader;

    EcsDescriptions(AwsTargets targets, AwsClients clients, EcsReader reader) {
        this.targets = targets;
        this.clients = clients;
        this.reader = reader;
    }

    @Override
    public Looked<ServiceDescription> describe(Alias alias) {
        var target = targets.find(alias.name());
        return target.isPresent() ? describe(target.get()) : new Looked.Missing<>(targets.unknown(alias.name()));
    }

    private Looked<ServiceDescription> describe(AwsTarget target) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var inquiry = new Inquiry(Inquiry.BUDGET)) {
            return describe(target, inquiry, CompletableFuture.supplyAsync(() -> reader.service(target), threads));
        } catch (SdkException e) {
            return AwsErrors.explain("looking up " + target.alias().name(), e).looked();
        }
    }

    /** What needs the service gets none if its look-up fails, since that failure is the answer to all then. */
    private Looked<ServiceDescription> describe(
            AwsTarget target, Inquiry inquiry, CompletableFuture<Optional<Service>> looking) {
        var service = looking.exceptionally(failed -> Optional.empty());
        var deployments = new ServiceDeployments(clients.ecs(target));
        var balancing = new TargetHealths(() -> clients.loadBalancing(target));
        var rollouts = inquiry.ask(
                "looking up the service's deployments", () -> new Fact.Known<>(deployments.newest(target.alias())));
        var health = inquiry.ask(
                "looking up the health of its targets",
                () -> new Fact.Known<>(service.join().map(balancing::of).orElse(List.of())));
        var notEssential = inquiry.ask(
                "looking up the task definition",
                () -> new Fact.Known<>(
                        service.join().map(found -> notEssential(target, found)).orElse(Set.of())));
        var snapshot = reader.snapshot(target, STATES, looking);
        if (snapshot.isNothing()) {
            return new Looked.Missing<>(new MissingService(reader).sentence(target));
        }
        var tasks = snapshot.tasks();
        return new Looked.Found<>(new ServiceDescription(
                EcsStates.of(target.alias(), snapshot),
                snapshot.service().isPresent() ? rollouts.fact() : new Fact.Known<>(List.of()),
                health.fact().map(answers -> TargetHealths.states(answers, tasks)),
                notEssential.fact()));
    }

    private Set<String> notEssential(AwsTarget target, Service service) {
        return reader.taskDefinition(target, service.taskDefinition()).containerDefinitions().stream()
                .filter(container -> Boolean.FALSE.equals(container.essential()))
                .map(ContainerDefinition::name)
                .collect(Collectors.toSet());
    }
}

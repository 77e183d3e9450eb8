package sallyport.aws;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.request.Alias;
import sallyport.watch.ClusterServices;
import sallyport.watch.ServiceRoll;
import sallyport.watch.ServiceRoll.Entry;
import sallyport.watch.ServiceRoll.State;
import sallyport.watch.ServiceRolls;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;

/** The services of the configured targets, cluster by cluster and all clusters at once. */
final class EcsServiceRolls implements ServiceRolls, ClusterServices {
    /** Services of one cluster that are listed; a hundred take one page and ten descriptions, made at once. */
    static final int MAX_SERVICES = 300;

    private static final Comparator<Entry> OWN_TARGETS_FIRST = Comparator.comparing(
                    (Entry entry) -> entry.alias().wholeCluster().isPresent())
            .thenComparing(entry -> entry.alias().name());

    private final AwsTargets targets;
    private final EcsReader reader;

    EcsServiceRolls(AwsTargets targets, EcsReader reader) {
        this.targets = targets;
        this.reader = reader;
    }

    /** One way into one cluster: what is asked there is asked together. */
    private record Way(AccountAccess access, String region, String account, String cluster) {
        static Way of(AwsTarget target) {
            var alias = target.alias();
            return new Way(target.access(), alias.region(), alias.account(), alias.cluster());
        }
    }

    @Override
    public ServiceRoll look(Predicate<Alias> visible) {
        Map<Way, List<AwsTarget>> byWay = targets.all().stream().collect(Collectors.groupingBy(Way::of));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var parts = byWay.values().stream()
                    .map(there -> CompletableFuture.supplyAsync(() -> part(there, visible), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            return new ServiceRoll(
                    parts.stream()
                            .flatMap(part -> part.entries().stream())
                            .sorted(OWN_TARGETS_FIRST)
                            .toList(),
                    parts.stream()
                            .flatMap(part -> part.notes().stream())
                            .distinct()
                            .sorted()
                            .toList());
        }
    }

    @Override
    public ServiceRoll of(Alias cluster) {
        return targets.all().stream()
                .filter(target -> target.alias().equals(cluster))
                .findFirst()
                .map(target -> part(List.of(target), _ -> true))
                .orElseThrow(() -> new IllegalArgumentException(cluster.name() + " is not configured"));
    }

    /** Of one cluster. What AWS refuses takes the state from the lines, and not the lines. */
    private ServiceRoll part(List<AwsTarget> there, Predicate<Alias> visible) {
        var own = there.stream()
                .map(AwsTarget::alias)
                .filter(alias -> !alias.isWholeCluster())
                .toList();
        try {
            var clusters = there.stream()
                    .filter(target -> target.alias().isWholeCluster())
                    .map(target -> places(target, visible))
                    .toList();
            var all = Stream.concat(own.stream(), clusters.stream().flatMap(cluster -> cluster.places().stream()))
                    .toList();
            var notes = clusters.stream()
                    .flatMap(cluster -> cluster.note().stream())
                    .toList();
            return new ServiceRoll(entries(there.getFirst(), all, visible), notes);
        } catch (SdkException e) {
            var why = AwsErrors.explain(
                    "listing the services of cluster "
                            + there.getFirst().alias().cluster(),
                    e);
            return new ServiceRoll(
                    own.stream()
                            .map(alias -> new Entry(alias, Optional.empty()))
                            .toList(),
                    List.of(why.sentence()));
        }
    }

    private record Places(List<Alias> places, Optional<String> note) {}

    /** The services of a whole cluster that may be seen and are no target of their own. */
    private Places places(AwsTarget cluster, Predicate<Alias> visible) {
        var names = reader.serviceNames(cluster, MAX_SERVICES + 1);
        var places = names.stream()
                .limit(MAX_SERVICES)
                .flatMap(name -> targets.aliases().inClusterOf(cluster.alias(), name).stream())
                .filter(place -> place.configured().equals(cluster.alias().name()))
                .filter(visible)
                .toList();
        return new Places(
                places,
                names.size() > MAX_SERVICES
                        ? Optional.of("Cluster " + cluster.alias().cluster() + " has more than " + MAX_SERVICES
                                + " services; the others are not listed, and can be named all the same.")
                        : Optional.empty());
    }

    private List<Entry> entries(AwsTarget way, List<Alias> all, Predicate<Alias> visible) {
        var seen = all.stream()
                .filter(alias -> !alias.isFamily())
                .filter(visible)
                .map(Alias::service)
                .distinct()
                .toList();
        Map<String, State> states = reader.services(way, seen).stream()
                .collect(Collectors.toMap(Service::serviceName, EcsServiceRolls::state, (one, other) -> one));
        return all.stream()
                .map(alias -> new Entry(
                        alias, Optional.ofNullable(states.get(alias.service())).filter(state -> visible.test(alias))))
                .toList();
    }

    private static State state(Service service) {
        var newest = service.deployments().stream()
                .max(Comparator.comparing(deployment ->
                        Optional.ofNullable(deployment.createdAt()).orElse(Instant.EPOCH)));
        return new State(
                EcsStates.orEmpty(service.status()),
                EcsStates.orZero(service.desiredCount()),
                EcsStates.orZero(service.runningCount()),
                EcsStates.orZero(service.pendingCount()),
                EcsStates.isTrue(service.enableExecuteCommand()),
                Arns.lastPart(EcsStates.orEmpty(service.taskDefinition())),
                newest.map(deployment -> EcsStates.orEmpty(deployment.rolloutStateAsString()))
                        .orElse(""),
                newest.map(Deployment::createdAt));
    }
}

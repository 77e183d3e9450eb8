package sallyport.aws;

import static sallyport.aws.EcsStates.orEmpty;
import static sallyport.aws.EcsStates.orZero;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sallyport.request.Alias;
import sallyport.watch.Rollout;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;

/** The newest service deployments of a service. */
final class ServiceDeployments {
    /** Of one service that are described; older ones are history. ECS describes up to 20 in one call. */
    static final int DESCRIBED = 3;

    private static final Comparator<Optional<Instant>> NEWEST_FIRST = Comparator.comparing(
                    (Optional<Instant> at) -> at.orElse(Instant.EPOCH))
            .reversed();

    private final EcsClient ecs;

    ServiceDeployments(EcsClient ecs) {
        this.ecs = ecs;
    }

    /** Newest first. Only the first page of the list is looked at: a hundred deployments, of the last ninety days. */
    List<Rollout> newest(Alias alias) {
        var newest = ecs
                .listServiceDeployments(
                        request -> request.cluster(alias.cluster()).service(alias.service()))
                .serviceDeployments()
                .stream()
                .sorted(Comparator.comparing(brief -> Optional.ofNullable(brief.createdAt()), NEWEST_FIRST))
                .limit(DESCRIBED)
                .map(ServiceDeploymentBrief::serviceDeploymentArn)
                .toList();
        return newest.isEmpty() ? List.of() : described(newest);
    }

    private List<Rollout> described(List<String> arns) {
        return ecs
                .describeServiceDeployments(request -> request.serviceDeploymentArns(arns))
                .serviceDeployments()
                .stream()
                .sorted(Comparator.comparing(one -> Optional.ofNullable(one.createdAt()), NEWEST_FIRST))
                .map(ServiceDeployments::rollout)
                .toList();
    }

    private static Rollout rollout(ServiceDeployment deployment) {
        var target = Optional.ofNullable(deployment.targetServiceRevision());
        return new Rollout(
                orEmpty(deployment.statusAsString()),
                orEmpty(deployment.lifecycleStageAsString()),
                orEmpty(deployment.statusReason()),
                Optional.ofNullable(deployment.deploymentConfiguration())
                        .map(configuration -> orEmpty(configuration.strategyAsString()))
                        .orElse(""),
                Optional.ofNullable(deployment.startedAt()),
                Optional.ofNullable(deployment.finishedAt()),
                target.map(revision -> orZero(revision.requestedTaskCount())).orElse(0),
                target.map(revision -> orZero(revision.runningTaskCount())).orElse(0),
                target.map(revision -> orZero(revision.pendingTaskCount())).orElse(0),
                breaker(deployment),
                alarms(deployment),
                Optional.ofNullable(deployment.rollback())
                        .map(back ->
                                new Rollout.Rollback(orEmpty(back.reason()), Optional.ofNullable(back.startedAt()))));
    }

    private static Optional<Rollout.Breaker> breaker(ServiceDeployment deployment) {
        return Optional.ofNullable(deployment.deploymentCircuitBreaker())
                .map(breaker -> new Rollout.Breaker(
                        orEmpty(breaker.statusAsString()),
                        orZero(breaker.failureCount()),
                        orZero(breaker.threshold())));
    }

    private static Optional<Rollout.Alarms> alarms(ServiceDeployment deployment) {
        return Optional.ofNullable(deployment.alarms())
                .map(alarms -> new Rollout.Alarms(
                        orEmpty(alarms.statusAsString()), alarms.alarmNames(), alarms.triggeredAlarmNames()));
    }
}

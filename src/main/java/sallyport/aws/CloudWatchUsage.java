package sallyport.aws;

import java.time.Instant;
import java.util.Optional;
import sallyport.watch.Fact;
import sallyport.watch.Looked;
import sallyport.watch.ServiceMetrics;
import sallyport.watch.Usage;
import sallyport.watch.UsageQuery;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.Service;

/** What services used, as CloudWatch has it. */
final class CloudWatchUsage implements ServiceMetrics {
    private static final String CONTAINER_INSIGHTS = "containerInsights";

    private final AwsTargets targets;
    private final AwsClients clients;
    private final EcsReader reader;

    CloudWatchUsage(AwsTargets targets, AwsClients clients, EcsReader reader) {
        this.targets = targets;
        this.clients = clients;
        this.reader = reader;
    }

    @Override
    public Looked<Usage> read(UsageQuery query) {
        return targets.find(query.alias())
                .map(target -> read(target, query))
                .orElseGet(() -> new Looked.Missing<>(targets.unknown(query.alias())));
    }

    private Looked<Usage> read(AwsTarget target, UsageQuery query) {
        try {
            var service = reader.service(target);
            return service.isEmpty()
                    ? new Looked.Missing<>(new MissingService(reader).sentence(target))
                    : new Looked.Found<>(usage(target, query, service.get()));
        } catch (SdkException e) {
            return AwsErrors.explain("reading metrics of " + query.alias(), e).looked();
        }
    }

    private Usage usage(AwsTarget target, UsageQuery query, Service service) {
        var size = TaskSizes.of(reader.taskDefinition(target, service.taskDefinition()));
        var points = new UsageFigures(clients.cloudWatch(target)).read(target.alias(), query.grid());
        return new Usage(
                new Usage.Service(
                        service.serviceName(),
                        target.alias().cluster(),
                        Optional.ofNullable(service.createdAt()).orElse(Instant.EPOCH),
                        service.desiredCount(),
                        service.runningCount(),
                        size),
                query.grid(),
                points,
                insights(target));
    }

    /** A refusal only makes the reason for missing figures unknown, so it ends nothing. */
    private Fact<Boolean> insights(AwsTarget target) {
        try {
            var cluster = target.alias().cluster();
            return new Fact.Known<>(clients
                    .ecs(target)
                    .describeClusters(request -> request.clusters(cluster).include(ClusterField.SETTINGS))
                    .clusters()
                    .stream()
                    .flatMap(found -> found.settings().stream())
                    .anyMatch(CloudWatchUsage::isOn));
        } catch (SdkException e) {
            return new Fact.Missing<>(
                    AwsErrors.explain("looking up the cluster", e).sentence());
        }
    }

    /** {@code enabled}, or {@code enhanced} since Container Insights tells of tasks and containers as well. */
    private static boolean isOn(ClusterSetting setting) {
        return CONTAINER_INSIGHTS.equals(setting.nameAsString()) && !"disabled".equals(setting.value());
    }
}

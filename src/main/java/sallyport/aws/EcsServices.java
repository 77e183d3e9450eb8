package sallyport.aws;

import java.util.List;
import sallyport.request.Alias;
import sallyport.watch.Looked;
import sallyport.watch.ServiceState;
import sallyport.watch.Services;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;

/** Services and tasks as ECS describes them. */
final class EcsServices implements Services {
    private final AwsTargets targets;
    private final EcsReader reader;

    EcsServices(AwsTargets targets, EcsReader reader) {
        this.targets = targets;
        this.reader = reader;
    }

    @Override
    public Looked<ServiceState> look(Alias alias) {
        var target = targets.find(alias.name());
        return target.isPresent() ? look(target.get()) : new Looked.Missing<>(targets.unknown(alias.name()));
    }

    private Looked<ServiceState> look(AwsTarget target) {
        var alias = target.alias();
        try {
            var snapshot = reader.snapshot(target, List.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED));
            return snapshot.isNothing()
                    ? new Looked.Missing<>(new MissingService(reader).sentence(target))
                    : new Looked.Found<>(EcsStates.of(alias, snapshot));
        } catch (SdkException e) {
            return AwsErrors.explain(
                            "looking up " + (alias.isFamily() ? alias.service() : "service " + alias.service()), e)
                    .looked();
        }
    }
}

package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What RunTask asks for: a task of no service.
 *
 * @param overrides what containers have other than their definition says, under {@code overrides}
 */
public record OneOffTask(
        String cluster,
        TaskDefinition definition,
        boolean enableExecuteCommand,
        Placement placement,
        Map<String, String> tags,
        Overlay overrides) {

    /** The service that is listed nowhere and that its tasks are made from. */
    Service asService(Ids ids, Instant now) {
        return new Service(
                cluster,
                definition.family(),
                0,
                enableExecuteCommand,
                now,
                Compute.FARGATE,
                placement,
                Optional.empty(),
                tags,
                overrides,
                List.of(Deployment.begun(ids.deployment(), definition, now, false)),
                List.of());
    }
}

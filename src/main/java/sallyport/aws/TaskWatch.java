package sallyport.aws;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.watch.StopCause;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.Task;

/** Looks after the task of a session that has gone quiet. */
final class TaskWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TaskWatch.class);

    private final EcsReader reader;

    TaskWatch(EcsReader reader) {
        this.reader = reader;
    }

    /** A sentence when the task no longer runs; empty while it does, and when AWS does not say. */
    Optional<String> stopped(AwsTarget target, String arn) {
        try {
            var task = reader.task(target, arn);
            return task.filter(now -> "RUNNING".equals(now.lastStatus())).isPresent()
                    ? Optional.empty()
                    : Optional.of(sentence(arn, task));
        } catch (SdkException e) {
            LOG.atInfo()
                    .addKeyValue("task", arn)
                    .log("session.task.not-looked-up: "
                            + AwsErrors.explain("looking up the task", e).sentence());
            return Optional.empty();
        }
    }

    private static String sentence(String arn, Optional<Task> task) {
        var cause = task.map(EcsStates::task).flatMap(StopCause::of).map(finding -> " " + finding.what());
        return "Task " + Arns.lastPart(arn) + " stopped while the command ran." + cause.orElse("");
    }
}

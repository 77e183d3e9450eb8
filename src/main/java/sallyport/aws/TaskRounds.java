package sallyport.aws;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;

/**
 * Looks at the stopped tasks of every target now and then, so that they are seen before ECS forgets them. Whoever reads
 * them has them remembered.
 */
final class TaskRounds implements AutoCloseable {
    /** ECS keeps a stopped task for an hour, so each is seen at least twice. */
    static final Duration ROUND = Duration.ofMinutes(20);

    /** After the start; a process that is started again and again does not ask each time. */
    static final Duration FIRST = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(TaskRounds.class);

    private final Collection<AwsTarget> targets;
    private final EcsReader reader;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("task-rounds").factory());

    TaskRounds(Collection<AwsTarget> targets, EcsReader reader) {
        // Of a whole cluster only who asks says which service is meant.
        this.targets = targets.stream()
                .filter(target -> !target.alias().isWholeCluster())
                .toList();
        this.reader = reader;
    }

    void start() {
        var _ = timer.scheduleWithFixedDelay(this::round, FIRST.toSeconds(), ROUND.toSeconds(), TimeUnit.SECONDS);
    }

    /** One target after the other, so that a round of a hundred is no burst. */
    void round() {
        targets.forEach(this::look);
    }

    private void look(AwsTarget target) {
        try {
            var _ = reader.snapshot(target, List.of(DesiredStatus.STOPPED));
        } catch (SdkException e) {
            LOG.warn(
                    "tasks.not-looked-at target={}: {}",
                    target.alias().name(),
                    AwsErrors.explain("looking at stopped tasks", e).sentence());
        } catch (RuntimeException e) {
            // A timer drops a task that throws.
            LOG.error("tasks.not-looked-at target={}", target.alias().name(), e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

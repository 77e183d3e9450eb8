package sallyport.watch;

import java.time.Instant;
import java.util.Optional;

/**
 * The moments of a task's life that ECS notes besides those of {@link TaskState}; each is absent until it has come.
 *
 * @param pullStartedAt when the pull of its images began
 * @param pullStoppedAt when the last of them was there
 * @param stoppingAt when it was told to stop, or its essential container exited
 * @param executionStoppedAt when its last container had ended
 */
public record TaskTimes(
        Optional<Instant> pullStartedAt,
        Optional<Instant> pullStoppedAt,
        Optional<Instant> stoppingAt,
        Optional<Instant> executionStoppedAt) {
    /** Of a task that is only known to be there. */
    public static final TaskTimes NONE =
            new TaskTimes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}

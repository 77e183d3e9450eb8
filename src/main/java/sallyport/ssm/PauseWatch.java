package sallyport.ssm;

import java.time.Duration;
import java.util.Optional;

/**
 * Notices that the agent's side is gone. The service answers for it with {@code pause_publication}, once per message we
 * repeat, and never closes the channel of a task that was killed. Not thread-safe.
 */
final class PauseWatch {
    /** Silence after a pause before somebody should look at the task, and between further reminders. */
    static final Duration REMIND_EVERY = Duration.ofSeconds(10);

    private Optional<Duration> pausedAt = Optional.empty();
    private Duration nextReminder = Duration.ZERO;

    void paused(Duration now) {
        if (pausedAt.isEmpty()) {
            pausedAt = Optional.of(now);
            nextReminder = now.plus(REMIND_EVERY);
        }
    }

    /** The agent sent data or an acknowledgement, or the service said that it publishes again. */
    void resumed() {
        pausedAt = Optional.empty();
    }

    /** How long the agent has been silent, each time somebody should be told. */
    Optional<Duration> reminder(Duration now) {
        if (pausedAt.isEmpty() || now.compareTo(nextReminder) < 0) {
            return Optional.empty();
        }
        nextReminder = now.plus(REMIND_EVERY);
        return pausedAt.map(now::minus);
    }
}

package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.Optional;

/**
 * How a task ends.
 *
 * @param at when it was told to, or when its containers had ended
 * @param finishedAt when it reached STOPPED
 */
public record Stop(Instant at, String code, String reason, Optional<Instant> finishedAt) {
    public Stop(Instant at, String code, String reason) {
        this(at, code, reason, Optional.empty());
    }

    Stop finished(Instant when) {
        return new Stop(at, code, reason, Optional.of(when));
    }
}

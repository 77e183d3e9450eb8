package sallyport.sandbox.aws.channel;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a session from outside.
 *
 * @param output what the agent said at the end; empty text is the ordinary end, absent means that it goes on
 */
public record SessionView(
        String id,
        String targetId,
        String owner,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<String> output,
        boolean attached) {

    public boolean active() {
        return endedAt.isEmpty();
    }
}

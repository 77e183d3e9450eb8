package sallyport.ssm;

import java.time.Duration;

/**
 * Tells a quiet connection from a dead one: a ping at once and then every {@link #PING_EVERY}, and after each ping
 * something, no matter what, has to arrive within {@link #ANSWER_WITHIN}. Not thread-safe.
 */
final class Liveness {
    static final Duration PING_EVERY = Duration.ofSeconds(30);
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    private Duration nextPing = Duration.ZERO;
    private Duration lastPing = Duration.ZERO;
    private boolean awaiting;

    void heard() {
        awaiting = false;
    }

    /** True once for each ping that has to be sent. */
    boolean pingDue(Duration now) {
        if (now.compareTo(nextPing) < 0) {
            return false;
        }
        nextPing = now.plus(PING_EVERY);
        lastPing = now;
        awaiting = true;
        return true;
    }

    boolean dead(Duration now) {
        return awaiting && now.minus(lastPing).compareTo(ANSWER_WITHIN) >= 0;
    }
}

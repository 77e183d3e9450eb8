package sallyport.sandbox.aws.agent;

import java.time.Duration;

/**
 * How long the agent takes over things.
 *
 * @param beforeReading pause between the start of the command and the first read of its pty
 * @param betweenChunks pause after each chunk of at most 1024 bytes; zero for none
 * @param beforeStartFailure time between a start that failed and its report
 * @param drain longest wait, at the end, for acknowledgements that are missing
 * @param idle time without input or output after which the session is ended
 */
public record AgentPace(
        Duration beforeReading, Duration betweenChunks, Duration beforeStartFailure, Duration drain, Duration idle) {

    /** What the agent's source and the ECS Exec documentation say: 1 s, 1 ms, 2 s, 2 s and 20 minutes. */
    public static AgentPace realistic() {
        return new AgentPace(
                Duration.ofSeconds(1),
                Duration.ofMillis(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofMinutes(20));
    }

    /** The same order of events in less time, for tests: 50 ms, none, 100 ms, 2 s and 20 minutes. */
    public static AgentPace quick() {
        return new AgentPace(
                Duration.ofMillis(50),
                Duration.ZERO,
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                Duration.ofMinutes(20));
    }

    public AgentPace withIdle(Duration limit) {
        return new AgentPace(beforeReading, betweenChunks, beforeStartFailure, drain, limit);
    }
}

package sallyport.sandbox.aws;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import sallyport.sandbox.aws.agent.AgentPace;

/**
 * How the simulated AWS is to run.
 *
 * @param port 0 for a free one
 * @param dataDirectory where the containers' folders are made, in a folder of their own that is emptied first
 * @param seed decides task ids and what the log lines say
 * @param control whether {@code /control} is served on this port
 * @param pace how long the agent takes over things
 * @param betweenLogLines how often each running task logs a line
 * @param betweenSteps how often the service scheduler takes a step, a task one status further; empty if only by hand
 */
public record Options(
        int port,
        Path dataDirectory,
        long seed,
        boolean control,
        AgentPace pace,
        Duration betweenLogLines,
        Optional<Duration> betweenSteps) {

    /**
     * A free port, no control, the agent's own pace, a log line of each task every two seconds and a step of the
     * service scheduler every second.
     */
    public static Options in(Path dataDirectory) {
        return new Options(
                0,
                dataDirectory,
                1,
                false,
                AgentPace.realistic(),
                Duration.ofSeconds(2),
                Optional.of(Duration.ofSeconds(1)));
    }

    public Options withPort(int newPort) {
        return new Options(newPort, dataDirectory, seed, control, pace, betweenLogLines, betweenSteps);
    }

    public Options withSeed(long newSeed) {
        return new Options(port, dataDirectory, newSeed, control, pace, betweenLogLines, betweenSteps);
    }

    public Options withControl() {
        return new Options(port, dataDirectory, seed, true, pace, betweenLogLines, betweenSteps);
    }

    public Options withPace(AgentPace newPace) {
        return new Options(port, dataDirectory, seed, control, newPace, betweenLogLines, betweenSteps);
    }

    public Options withLogLinesEvery(Duration period) {
        return new Options(port, dataDirectory, seed, control, pace, period, betweenSteps);
    }

    /** The service scheduler takes a step only when it is told to. */
    public Options withStepsByHand() {
        return new Options(port, dataDirectory, seed, control, pace, betweenLogLines, Optional.empty());
    }
}

package sallyport.sandbox.aws;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import sallyport.sandbox.aws.agent.AgentPace;
import sallyport.sandbox.aws.api.LogsPace;

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
 * @param logs how much CloudWatch Logs does at once and how long it takes
 * @param containerInsights whether the cluster has Container Insights on, and its metrics
 * @param clock the time in the account, by which tasks start and stop, log lines become visible and tokens expire;
 *     signatures and credentials are judged by the system's
 */
public record Options(
        int port,
        Path dataDirectory,
        long seed,
        boolean control,
        AgentPace pace,
        Duration betweenLogLines,
        Optional<Duration> betweenSteps,
        LogsPace logs,
        boolean containerInsights,
        InstantSource clock) {

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
                Optional.of(Duration.ofSeconds(1)),
                LogsPace.realistic(),
                false,
                InstantSource.system());
    }

    public Options withPort(int newPort) {
        return new Options(
                newPort,
                dataDirectory,
                seed,
                control,
                pace,
                betweenLogLines,
                betweenSteps,
                logs,
                containerInsights,
                clock);
    }

    public Options withSeed(long newSeed) {
        return new Options(
                port,
                dataDirectory,
                newSeed,
                control,
                pace,
                betweenLogLines,
                betweenSteps,
                logs,
                containerInsights,
                clock);
    }

    public Options withControl() {
        return new Options(
                port, dataDirectory, seed, true, pace, betweenLogLines, betweenSteps, logs, containerInsights, clock);
    }

    public Options withPace(AgentPace newPace) {
        return new Options(
                port,
                dataDirectory,
                seed,
                control,
                newPace,
                betweenLogLines,
                betweenSteps,
                logs,
                containerInsights,
                clock);
    }

    public Options withLogLinesEvery(Duration period) {
        return new Options(
                port, dataDirectory, seed, control, pace, period, betweenSteps, logs, containerInsights, clock);
    }

    /** The service scheduler takes a step only when it is told to. */
    public Options withStepsByHand() {
        return new Options(
                port,
                dataDirectory,
                seed,
                control,
                pace,
                betweenLogLines,
                Optional.empty(),
                logs,
                containerInsights,
                clock);
    }

    public Options withLogs(LogsPace newLogs) {
        return new Options(
                port,
                dataDirectory,
                seed,
                control,
                pace,
                betweenLogLines,
                betweenSteps,
                newLogs,
                containerInsights,
                clock);
    }

    public Options withClock(InstantSource newClock) {
        return new Options(
                port,
                dataDirectory,
                seed,
                control,
                pace,
                betweenLogLines,
                betweenSteps,
                logs,
                containerInsights,
                newClock);
    }

    public Options withContainerInsights() {
        return new Options(port, dataDirectory, seed, control, pace, betweenLogLines, betweenSteps, logs, true, clock);
    }
}

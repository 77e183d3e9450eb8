package sallyport.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.Target;

/** Running containers that can be reached into. Calls block; use virtual threads. Safe for use by many threads. */
public interface Containers {
    /** Looks up where a command would run. Reads only. */
    Resolution resolve(Selector selector);

    /** Looks up all tasks in which a command would run, whatever task the selector names. Reads only. */
    RunningTasks tasks(Selector selector);

    /**
     * Starts a command, once: the call to ECS is never repeated by the implementation. The caller has the right to
     * start (the claim) and calls at most once per run.
     *
     * @param run under whose names it appears in AWS's records
     * @param commandLine arguments as they are to be executed, quoted by {@link sallyport.request.Argv#quoted(List)}
     * @param right asked right before the call leaves; if it no longer holds, nothing is sent and the start is refused
     * @param listener hears the output in order; called from one thread at a time
     */
    Opening open(RunIdentity run, Target target, String commandLine, StartRight right, SessionListener listener);

    /**
     * Ends a session that this process does not hold, left by a dead one.
     *
     * @return whether AWS confirmed it
     */
    boolean terminate(RunIdentity run, Target target, String sessionId);

    /**
     * Looks for a session of a run whose start nobody saw the answer of. Reads only.
     *
     * @param claimedAt when the right to start it was taken; older sessions are not its own
     */
    Witness witness(RequestId run, Target target, Instant claimedAt);

    /**
     * By how much our clock is ahead of AWS's (negative: behind), from the latest answer of AWS; empty when the latest
     * is older than a minute.
     */
    Optional<Duration> clockSkew();
}

package sallyport.run;

import java.util.List;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.Target;

/** Running containers that can be reached into. Calls block; use virtual threads. Safe for use by many threads. */
public interface Containers {
    /** Looks up where a command would run. Reads only. */
    Resolution resolve(Selector selector);

    /**
     * Starts a command, once: the call to ECS is never repeated by the implementation. The caller has the right to
     * start (the claim) and calls at most once per run.
     *
     * @param commandLine arguments as they are to be executed, quoted by {@link sallyport.request.Argv#quoted(List)}
     * @param listener hears the output in order; called from one thread at a time
     */
    Opening open(RequestId run, Target target, String commandLine, SessionListener listener);

    /**
     * Ends a session that this process does not hold, left by a dead one.
     *
     * @return whether AWS confirmed it
     */
    boolean terminate(RequestId run, Target target, String sessionId);
}

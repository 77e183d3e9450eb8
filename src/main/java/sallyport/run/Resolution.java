package sallyport.run;

import sallyport.request.StartFailure;
import sallyport.request.Target;

/** Where a command would run, or why it cannot. */
public sealed interface Resolution {
    /** An answer that waiting a little does not change. */
    sealed interface Settled extends Resolution {}

    /**
     * A container that ECS Exec can reach now.
     *
     * @param runningTasks how many running tasks of the service would do
     */
    record Resolved(Target target, int runningTasks) implements Settled {}

    /** It cannot run there. */
    record Impossible(StartFailure cause) implements Settled {}

    /** AWS did not answer; it may be asked again. */
    record Unanswered(String cause) implements Settled {}

    /**
     * The exec agent of the container is starting, which usually takes a few seconds.
     *
     * @param taskId the last part of the task's ARN
     * @param ifItStays what to say when it does not get ready
     */
    record AgentStarting(String container, String taskId, StartFailure ifItStays) implements Resolution {}
}

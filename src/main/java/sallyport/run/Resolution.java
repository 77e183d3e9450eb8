package sallyport.run;

import sallyport.request.StartFailure;
import sallyport.request.Target;

/** Where a command would run, or why it cannot. */
public sealed interface Resolution {
    /**
     * A container that ECS Exec can reach now.
     *
     * @param runningTasks how many running tasks of the service would do
     */
    record Resolved(Target target, int runningTasks) implements Resolution {}

    /** It cannot run there. */
    record Impossible(StartFailure cause) implements Resolution {}

    /** AWS did not answer; it may be asked again. */
    record Unanswered(String cause) implements Resolution {}
}

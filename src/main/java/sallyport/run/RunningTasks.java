package sallyport.run;

import java.util.List;
import sallyport.request.StartFailure;

/** The running tasks of a service that have the container that was asked for. */
public sealed interface RunningTasks {
    /**
     * There are some.
     *
     * @param ids theirs, at least one, in the order in which one of them would be chosen
     */
    record Found(List<String> ids) implements RunningTasks {
        public Found {
            ids = List.copyOf(ids);
        }
    }

    /** There is none, or it cannot be looked up. */
    record Impossible(StartFailure cause) implements RunningTasks {}

    /** AWS did not answer; it may be asked again. */
    record Unanswered(String cause) implements RunningTasks {}
}

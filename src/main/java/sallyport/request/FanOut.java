package sallyport.request;

import java.util.List;

/**
 * What makes a request one of several: a command that was asked for all tasks of a service is one request for each of
 * them. The first is stored as it is asked, before anybody knows the tasks; it makes the others once they are found.
 */
public sealed interface FanOut {
    /** Tasks; a rule that lets one command run on more is refused, because nobody reads a longer review. */
    int MOST_TASKS = 20;

    /** On how many tasks the rule let it run when it was asked. */
    int most();

    /** The request that was asked. It runs on the first of the tasks. */
    record First(int most) implements FanOut {}

    /**
     * A request that the first one made, for another task.
     *
     * @param first the request that was asked
     * @param tasks the ids of all tasks, the first request's own in front; whoever was first to store one of the others
     *     has settled them for all
     * @param number which of the tasks is its own, counted from 1, so at least 2
     */
    record Other(RequestId first, int most, List<String> tasks, int number) implements FanOut {
        public Other {
            tasks = List.copyOf(tasks);
        }
    }
}

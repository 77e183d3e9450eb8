package sallyport.watch;

import sallyport.request.Alias;
import sallyport.request.Aliases;

/** Finds out what a task belongs to of which only the id is known. Calls block. Safe for use by many threads. */
public interface TaskFinder {
    /**
     * The target that the task is one of: its service's, or its family's if no service started it.
     *
     * @param task as it was named; every cluster in which it may be is asked
     */
    Looked<Alias> find(Aliases.Task task);
}

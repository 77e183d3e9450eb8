package sallyport.watch;

import java.util.List;
import sallyport.request.Alias;

/** What happened to services and their tasks. Calls block. Safe for use by many threads. */
public interface Histories {
    Looked<ServiceHistory> look(Alias alias);

    /**
     * To which of the targets a task belongs.
     *
     * @param id a whole task id
     */
    Looked<Alias> home(List<Alias> targets, String id);
}

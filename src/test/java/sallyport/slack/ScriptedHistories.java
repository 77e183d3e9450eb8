package sallyport.slack;

import java.util.List;
import sallyport.request.Alias;
import sallyport.watch.Histories;
import sallyport.watch.Looked;
import sallyport.watch.ServiceHistory;

/** Answers what it was told to. */
final class ScriptedHistories implements Histories {
    volatile Looked<ServiceHistory> history = new Looked.Unavailable<>("AWS was not asked.");
    volatile Looked<Alias> home = new Looked.Missing<>("ECS knows no such task.");

    @Override
    public Looked<ServiceHistory> look(Alias alias) {
        return history;
    }

    @Override
    public Looked<Alias> home(List<Alias> targets, String id) {
        return home;
    }
}

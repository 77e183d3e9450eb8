package sallyport.sandbox.slack.workspace;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Everything the simulated workspace remembers. Thread-safe, because each of its stores is. */
public final class Workspace {
    private final InstantSource clock;
    private final Changes changes = new Changes();
    private final Directory directory = new Directory();
    private final Ids ids;
    private final Timestamps timestamps;
    private final Messages messages;
    private final ReadMarks readMarks;
    private final Views views;
    private final Files files;
    private final Triggers triggers;
    private final ResponseUrls responseUrls;

    public Workspace(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.ids = new Ids(random);
        this.timestamps = new Timestamps(clock);
        this.messages = new Messages(changes);
        this.readMarks = new ReadMarks(messages);
        this.views = new Views(changes, ids);
        this.files = new Files(ids);
        this.triggers = new Triggers(clock, ids);
        this.responseUrls = new ResponseUrls(clock, ids);
    }

    /** Back to the seed: no messages, no views, no permissions outstanding. */
    public void reset() {
        directory.reset();
        messages.reset();
        readMarks.reset();
        views.reset();
        files.reset();
        triggers.reset();
        responseUrls.reset();
        changes.everything();
    }

    public InstantSource clock() {
        return clock;
    }

    public Changes changes() {
        return changes;
    }

    public Directory directory() {
        return directory;
    }

    public Ids ids() {
        return ids;
    }

    public Timestamps timestamps() {
        return timestamps;
    }

    public Messages messages() {
        return messages;
    }

    public ReadMarks readMarks() {
        return readMarks;
    }

    public Views views() {
        return views;
    }

    public Files files() {
        return files;
    }

    public Triggers triggers() {
        return triggers;
    }

    public ResponseUrls responseUrls() {
        return responseUrls;
    }
}

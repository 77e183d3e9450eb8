package sallyport.slack;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import sallyport.watch.FollowEnd;
import sallyport.watch.FollowQuery;
import sallyport.watch.LogFollows;
import sallyport.watch.LogLine;
import sallyport.watch.LogSink;

/** Follows whatever it is asked to, and gives the lines that a test writes; ends when it is stopped. */
final class ScriptedFollower implements LogFollows {
    final List<Followed> begun = new CopyOnWriteArrayList<>();

    /** One follow under way. */
    static final class Followed implements Following {
        final FollowQuery query;
        private final LogSink sink;
        private boolean over;

        private Followed(FollowQuery query, LogSink sink) {
            this.query = query;
            this.sink = sink;
        }

        synchronized void writes(String... texts) {
            for (var text : texts) {
                sink.lines(List.of(new LogLine(Requests.NOW, "0011223344556677", "app", text)));
            }
        }

        synchronized void tells(String note) {
            sink.note(note);
        }

        synchronized void ends(FollowEnd end) {
            if (!over) {
                over = true;
                sink.ended(end);
            }
        }

        @Override
        public void stop() {
            ends(new FollowEnd.Stopped());
        }
    }

    @Override
    public Following follow(FollowQuery query, LogSink sink) {
        var followed = new Followed(query, sink);
        begun.add(followed);
        return followed;
    }
}

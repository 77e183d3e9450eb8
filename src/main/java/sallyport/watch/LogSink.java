package sallyport.watch;

import java.util.List;

/** Takes the lines of one follow, from one thread. Must not block for long. */
public interface LogSink {
    /** In order of time; of one container never a line before one that was given, unless it arrived late at AWS. */
    void lines(List<LogLine> lines);

    /** A sentence its reader should know; each is told once. */
    void note(String sentence);

    /** Nothing more will come; called once. */
    void ended(FollowEnd end);
}

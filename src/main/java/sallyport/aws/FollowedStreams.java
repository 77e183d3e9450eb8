package sallyport.aws;

import java.time.Instant;
import java.util.List;

/**
 * Streams of one group that are read together, and what of them was given. Streams found later are read from the
 * beginning of the follow on, so they have a window of their own. Not thread-safe.
 */
final class FollowedStreams {
    private final List<LogStream> streams;
    private final FollowWindow window;
    private long lastRoundEndedAt = Long.MIN_VALUE / 2;

    /** @param streams of one group, at most {@value LogScan#STREAMS_PER_CALL} */
    FollowedStreams(List<LogStream> streams, Instant since) {
        this.streams = List.copyOf(streams);
        this.window = new FollowWindow(since);
    }

    List<LogStream> streams() {
        return streams;
    }

    FollowWindow window() {
        return window;
    }

    long lastRoundEndedAt() {
        return lastRoundEndedAt;
    }

    /** What the round has that is new, in order. */
    List<LogEvent> take(LogRound round, long endedAt) {
        lastRoundEndedAt = endedAt;
        return window.round(round.events(), round.oneCall());
    }
}

package sallyport.watch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sallyport.request.Selector;
import sallyport.watch.LogQuery.End;

/**
 * Why a service or a task is as it is.
 *
 * @param answer one sentence: what is wrong now and since when, or that nothing is
 * @param details sentences that go on from the answer: AWS's own words, where they are from, what is not known
 * @param remedies sentences: what to try
 * @param timeline the oldest first
 * @param lastLines the end of the log of the container that brought a task down
 */
public record Explanation(
        Verdict verdict,
        String answer,
        List<String> details,
        List<String> remedies,
        List<TimelineEntry> timeline,
        Optional<LogQuery> lastLines) {
    /** Lines of the container that brought a task down. */
    static final int LAST_LINES = 20;

    /** Lines may reach CloudWatch so long after they were written. */
    private static final Duration LATE_LINES = Duration.ofMinutes(1);

    /** How it stands. */
    public enum Verdict {
        /** Somebody should look. */
        WRONG,
        /** It is changing, and nothing is known against it. */
        UNDER_WAY,
        /** As wanted. */
        FINE
    }

    public Explanation {
        details = List.copyOf(details);
        remedies = List.copyOf(remedies);
        timeline = List.copyOf(timeline);
    }

    /** The newest lines before the end of the container that is to blame; a task that never ran wrote none. */
    static Optional<LogQuery> lastLines(String alias, TaskHistory history) {
        var task = history.task();
        var container = ContainerExit.culprit(task.containers()).map(ContainerState::name);
        return task.startedAt()
                .flatMap(started -> history.endedAt().map(ended -> {
                    var scope = LogScope.of(new Selector(alias, Optional.of(task.id()), container));
                    var until = task.stoppedAt().orElse(ended).plus(LATE_LINES);
                    return new LogQuery(scope, started, until, LineFilter.EVERYTHING, End.NEWEST, LAST_LINES);
                }));
    }
}

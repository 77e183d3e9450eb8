package sallyport.sandbox.aws.api;

import java.time.Duration;

/**
 * How much CloudWatch Logs does at once and how long it takes over things.
 *
 * @param eventsLookedAt events that one FilterLogEvents call looks at before it answers with what it found, possibly
 *     nothing, and a token; the live service's measure is not published, and a small one makes empty pages common here
 *     too
 * @param callsPerSecond calls of one operation that an account may make in a second in a Region
 * @param statisticsLag how far the last-event times of DescribeLogStreams are behind at most; each stream has its own
 *     part of it
 * @param betweenTailUpdates one second for the live service
 */
public record LogsPace(int eventsLookedAt, int callsPerSecond, Duration statisticsLag, Duration betweenTailUpdates) {

    /** Generous for people and small enough for every page to have a next one. */
    public static LogsPace realistic() {
        return new LogsPace(500, 1_000, Duration.ofMinutes(5), Duration.ofSeconds(1));
    }

    public LogsPace withEventsLookedAt(int newCount) {
        return new LogsPace(newCount, callsPerSecond, statisticsLag, betweenTailUpdates);
    }

    public LogsPace withCallsPerSecond(int newCalls) {
        return new LogsPace(eventsLookedAt, newCalls, statisticsLag, betweenTailUpdates);
    }

    public LogsPace withStatisticsLag(Duration newLag) {
        return new LogsPace(eventsLookedAt, callsPerSecond, newLag, betweenTailUpdates);
    }

    public LogsPace withTailUpdatesEvery(Duration period) {
        return new LogsPace(eventsLookedAt, callsPerSecond, statisticsLag, period);
    }
}

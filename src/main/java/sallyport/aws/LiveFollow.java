package sallyport.aws;

import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import sallyport.watch.FollowEnd;
import sallyport.watch.FollowQuery;
import sallyport.watch.LineGate;
import sallyport.watch.LogSink;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One follow by Live Tail under way: the session is opened, then the history is read, so that nothing falls between
 * them, and what both have is given once. Used by one thread; an interrupt ends it.
 */
final class LiveFollow {
    /** Lines of streams that no known task writes, kept until ECS is asked again whether a new task does. */
    private static final int MOST_OF_STRANGERS = 5_000;

    private final AwsTarget target;
    private final FollowQuery query;
    private final LogSink sink;
    private final LiveTail liveTail;
    private final LogReading.Calls calls;
    private final UnaryOperator<String> shown;
    private final InstantSource clock;
    private final Notes notes;
    private final FollowedTasks tasks;
    private final LineGate gate;
    private final Map<Written, Integer> history = new HashMap<>();
    private final List<LogEvent> ofStrangers = new ArrayList<>();
    private int given;

    /** What tells a line of Live Tail, which has no id. */
    private record Written(String stream, long timestamp, String message) {
        static Written of(LogEvent event) {
            return new Written(event.stream(), event.timestamp(), event.message());
        }
    }

    LiveFollow(
            AwsTarget target,
            FollowQuery query,
            LogSink sink,
            LogSources sources,
            LiveTail liveTail,
            LogReading.Calls calls,
            UnaryOperator<String> shown,
            InstantSource clock) {
        this.target = target;
        this.query = query;
        this.sink = sink;
        this.liveTail = liveTail;
        this.calls = calls;
        this.shown = shown;
        this.clock = clock;
        this.notes = new Notes(sink);
        this.tasks = new FollowedTasks(target, query.selector(), sources, this::calls, notes, clock);
        this.gate = new LineGate(query.filter(), shown);
    }

    private LogCalls calls(String region) {
        return calls.in(
                region, () -> notes.tell("AWS slows reading down in this account, so lines come later than usual."));
    }

    FollowEnd run() {
        try {
            return switch (tasks.look()) {
                case FollowedTasks.Look.Impossible(var why) -> new FollowEnd.NotReadable(why);
                case FollowedTasks.Look.Added(var streams, var places, var _) -> follow(streams, places);
            };
        } catch (AbortedException e) {
            return stopped();
        } catch (SdkException e) {
            return Thread.currentThread().isInterrupted()
                    ? stopped()
                    : new FollowEnd.NotReadable(AwsErrors.explain(
                                            "following the logs of "
                                                    + query.selector().alias() + " live",
                                            e)
                                    .sentence()
                            + " Without Live Tail the same can be followed with --follow.");
        }
    }

    private static FollowEnd stopped() {
        Thread.currentThread().interrupt();
        return new FollowEnd.Stopped();
    }

    private FollowEnd follow(List<LogStream> streams, List<LogStream> places) {
        return switch (LivePlaces.choose(query, places)) {
            case LivePlaces.Choice.Impossible(var why) -> new FollowEnd.NotReadable(why);
            case LivePlaces.Choice.Possible(var wanted) -> {
                var end = clock.instant().plus(query.longest());
                try (var session = liveTail.open(target, wanted)) {
                    giveHistory(streams);
                    yield read(session, end);
                } catch (IOException e) {
                    yield Thread.currentThread().isInterrupted()
                            ? stopped()
                            : new FollowEnd.BrokenOff("The connection to Live Tail broke. Ask again to go on.");
                }
            }
        };
    }

    private FollowEnd read(LiveTailSession session, Instant end) throws IOException {
        while (true) {
            switch (session.next()) {
                case LiveTailSession.Told.Ended(var type, var message) -> {
                    return new FollowEnd.BrokenOff(farewell(type, message));
                }
                case LiveTailSession.Told.Update(var events, var sampled) -> take(events, sampled);
            }
            if (Thread.currentThread().isInterrupted()) {
                return stopped();
            }
            var over = over(end);
            if (over.isPresent()) {
                return over.get();
            }
        }
    }

    private static String farewell(String type, String message) {
        return type.equals("SessionTimeoutException")
                ? "AWS ends a Live Tail session after three hours. Ask again to go on."
                : "AWS ended the Live Tail session (" + type + (message.isEmpty() ? "" : ": " + message)
                        + "). Ask again to go on.";
    }

    private Optional<FollowEnd> over(Instant end) {
        if (given >= query.most()) {
            return Optional.of(new FollowEnd.TooManyLines(query.most()));
        }
        if (!clock.instant().isBefore(end)) {
            return Optional.of(new FollowEnd.TimeIsUp(query.longest()));
        }
        return tasks.haveStopped()
                ? Optional.of(new FollowEnd.TaskStopped("The task has stopped, and its last lines are above."))
                : Optional.empty();
    }

    /** What was written before: the newest lines of each group, found as a plain reading finds them. */
    private void giveHistory(List<LogStream> streams) {
        var now = clock.instant();
        if (!query.since().isBefore(now)) {
            return;
        }
        var newest = new NewestEvents(query.tail());
        streams.stream().collect(groupingBy(LogStream::group)).forEach((group, ofGroup) -> {
            var scan = new LogScan(calls(ofGroup.getFirst().region()), group, query.filter(), shown, newest);
            Batches.of(ofGroup, LogScan.STREAMS_PER_CALL).forEach(batch -> scan.read(batch, query.since(), now));
        });
        var events = newest.inOrder();
        events.forEach(event -> history.merge(Written.of(event), 1, Integer::sum));
        give(events);
    }

    private void take(List<LogEvent> events, boolean sampled) {
        if (sampled) {
            notes.tell("More than 500 lines came within a second, of which Live Tail shows a sample. --follow leaves"
                    + " nothing out; --filter makes it fewer.");
        }
        var fresh = new ArrayList<LogEvent>();
        boolean looked = tasks.isDue();
        if (looked) {
            tasks.look();
            fresh.addAll(ofStrangers);
            ofStrangers.clear();
        }
        events.stream().filter(event -> !isGiven(event)).forEach(fresh::add);
        fresh.sort(Comparator.naturalOrder());
        if (!looked) {
            keep(fresh.stream().filter(event -> !isOfATask(event)).toList());
        }
        give(fresh.stream()
                .filter(this::isOfATask)
                .filter(event -> gate.admits(event.stream(), event.message()))
                .toList());
    }

    private boolean isOfATask(LogEvent event) {
        return tasks.byName().containsKey(event.stream());
    }

    /** Of what was just asked about and is still of no task nothing is kept: another service wrote it. */
    private void keep(List<LogEvent> events) {
        events.stream()
                .limit(Math.max(0, MOST_OF_STRANGERS - ofStrangers.size()))
                .forEach(ofStrangers::add);
    }

    /** Whether the history had it; each line of the history counts once. */
    private boolean isGiven(LogEvent event) {
        var key = Written.of(event);
        int left = history.getOrDefault(key, 0);
        if (left > 1) {
            history.put(key, left - 1);
        } else {
            history.remove(key);
        }
        return left > 0;
    }

    private void give(List<LogEvent> events) {
        var lines = events.stream()
                .limit(Math.max(0, query.most() - given))
                .map(event -> LogLines.of(event, tasks.byName()))
                .toList();
        given += lines.size();
        if (!lines.isEmpty()) {
            sink.lines(lines);
        }
    }
}

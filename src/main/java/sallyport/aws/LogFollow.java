package sallyport.aws;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import sallyport.watch.FollowEnd;
import sallyport.watch.FollowQuery;
import sallyport.watch.LineGate;
import sallyport.watch.LogSink;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One follow under way: reads the same streams round after round, and looks for new tasks in between. It ends when it
 * is interrupted, at its limits, or when the one task it follows has stopped and its last lines had time to arrive.
 * Used by one thread.
 */
final class LogFollow {
    /** Pause between rounds while lines come, and while none do. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    static final Duration QUIET_PAUSE = Duration.ofSeconds(3);

    private final AwsTarget target;
    private final FollowQuery query;
    private final LogSink sink;
    private final Notes notes;
    private final FollowedTasks tasks;
    private final SharedRounds rounds;
    private final LogReading.Calls calls;
    private final UnaryOperator<String> shown;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private final LineGate gate;
    private final List<FollowedStreams> followed = new ArrayList<>();
    private int given;

    private record Group(String region, String name) {
        static Group of(LogStream stream) {
            return new Group(stream.region(), stream.group());
        }
    }

    LogFollow(
            AwsTarget target,
            FollowQuery query,
            LogSink sink,
            LogSources sources,
            SharedRounds rounds,
            LogReading.Calls calls,
            UnaryOperator<String> shown,
            InstantSource clock,
            LongSupplier nanoTime,
            Pause pause) {
        this.target = target;
        this.query = query;
        this.sink = sink;
        this.notes = new Notes(sink);
        this.tasks = new FollowedTasks(target, query.selector(), sources, this::calls, notes, clock);
        this.rounds = rounds;
        this.calls = calls;
        this.shown = shown;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.gate = new LineGate(query.filter(), shown);
    }

    FollowEnd run() {
        var end = clock.instant().plus(query.longest());
        try {
            var impossible = lookForTasks();
            while (impossible.isEmpty()) {
                boolean quiet = round();
                var over = over(end);
                if (over.isPresent()) {
                    return over.get();
                }
                pause.of(quiet ? QUIET_PAUSE : PAUSE);
                impossible = lookForTasks();
            }
            return new FollowEnd.NotReadable(impossible.get());
        } catch (InterruptedException | AbortedException e) {
            Thread.currentThread().interrupt();
            return new FollowEnd.Stopped();
        } catch (SdkException e) {
            return Thread.currentThread().isInterrupted()
                    ? new FollowEnd.Stopped()
                    : new FollowEnd.NotReadable(AwsErrors.explain(
                                    "following the logs of " + query.selector().alias(), e)
                            .sentence());
        }
    }

    private Optional<FollowEnd> over(Instant end) {
        if (given >= query.most()) {
            return Optional.of(new FollowEnd.TooManyLines(query.most()));
        }
        var now = clock.instant();
        if (!now.isBefore(end)) {
            return Optional.of(new FollowEnd.TimeIsUp(query.longest()));
        }
        return tasks.haveStopped()
                ? Optional.of(new FollowEnd.TaskStopped("The task has stopped, and its last lines are above."))
                : Optional.empty();
    }

    /** Why nothing can be followed, if that is so at the start. */
    private Optional<String> lookForTasks() {
        return switch (tasks.look()) {
            case FollowedTasks.Look.Impossible(var why) -> Optional.of(why);
            case FollowedTasks.Look.Added(var streams, var _, var first) -> {
                add(streams, first);
                yield Optional.empty();
            }
        };
    }

    private LogCalls calls(String region) {
        return calls.in(
                region, () -> notes.tell("AWS slows reading down in this account, so lines come later than usual."));
    }

    private void add(List<LogStream> streams, boolean first) {
        streams.stream()
                .collect(groupingBy(Group::of, LinkedHashMap::new, toList()))
                .forEach((group, ofGroup) -> Batches.of(ofGroup, LogScan.STREAMS_PER_CALL)
                        .map(batch -> new FollowedStreams(batch, query.since()))
                        .forEach(batch -> {
                            if (first) {
                                history(group, batch);
                            }
                            followed.add(batch);
                        }));
    }

    /** What was written before: the newest lines, found as a plain reading finds them. */
    private void history(Group group, FollowedStreams batch) {
        var now = clock.instant();
        if (!query.since().isBefore(now)) {
            return;
        }
        var newest = new NewestEvents(query.tail());
        var scan = new LogScan(calls(group.region()), group.name(), query.filter(), shown, newest);
        var from = scan.read(batch.streams(), query.since(), now);
        var events = newest.inOrder();
        batch.window().given(events);
        if (newest.dropped() || from.isAfter(query.since())) {
            batch.window()
                    .notBefore(
                            events.isEmpty()
                                    ? now.toEpochMilli()
                                    : events.getFirst().timestamp());
        }
        give(events);
    }

    /** Whether nothing came. */
    private boolean round() {
        var ready = new ArrayList<LogEvent>();
        for (var streams : followed) {
            var round = rounds.read(
                    target,
                    calls(streams.streams().getFirst().region()),
                    streams.streams(),
                    query.filter().pattern(),
                    streams.window().from(),
                    streams.lastRoundEndedAt());
            ready.addAll(streams.take(round, nanoTime.getAsLong()));
        }
        ready.sort(Comparator.naturalOrder());
        return !give(ready.stream()
                .filter(event -> gate.admits(event.stream(), event.message()))
                .toList());
    }

    private boolean give(List<LogEvent> events) {
        var lines = events.stream()
                .limit(Math.max(0, query.most() - given))
                .map(event -> LogLines.of(event, tasks.byName()))
                .toList();
        given += lines.size();
        if (!lines.isEmpty()) {
            sink.lines(lines);
        }
        return !lines.isEmpty();
    }
}

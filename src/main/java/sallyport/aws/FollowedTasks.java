package sallyport.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import sallyport.request.Selector;
import sallyport.watch.LogScope;
import software.amazon.awssdk.core.exception.SdkException;

/** The tasks of one follow: looks for new ones now and then, and knows which have stopped. Not thread-safe. */
final class FollowedTasks {
    /** How often ECS is asked for new tasks; their lines are read from the beginning whenever they are found. */
    static final Duration LOOK_FOR_TASKS = Duration.ofSeconds(15);

    /** How long the last lines of a stopped task may take to arrive. */
    static final Duration DRAIN = Duration.ofSeconds(30);

    private final AwsTarget target;
    private final Selector selector;
    private final LogSources sources;
    private final Function<String, LogCalls> calls;
    private final Notes notes;
    private final InstantSource clock;
    private final Map<String, LogStream> byName = new HashMap<>();
    private final Map<String, Instant> stoppedSince = new HashMap<>();
    private Instant lookAgainAt = Instant.MIN;

    sealed interface Look {
        /** Nothing can be followed, which is so at the start alone; later what was found stays. */
        record Impossible(String why) implements Look {}

        /**
         * What is new, if it was time to look again.
         *
         * @param streams each told once, when it is found
         * @param places where tasks write, without a stream's name while none is known; empty if it was not time
         */
        record Added(List<LogStream> streams, List<LogStream> places, boolean first) implements Look {
            static final Added NOTHING = new Added(List.of(), List.of(), false);

            public Added {
                streams = List.copyOf(streams);
                places = List.copyOf(places);
            }
        }
    }

    FollowedTasks(
            AwsTarget target,
            Selector selector,
            LogSources sources,
            Function<String, LogCalls> calls,
            Notes notes,
            InstantSource clock) {
        this.target = target;
        this.selector = selector;
        this.sources = sources;
        this.calls = calls;
        this.notes = notes;
        this.clock = clock;
    }

    /** Whether it is time to look again. */
    boolean isDue() {
        return !clock.instant().isBefore(lookAgainAt);
    }

    /** Looks if it is time; throws what the SDK throws at the first time, and tells it later. */
    Look look() {
        boolean first = lookAgainAt.equals(Instant.MIN);
        if (!isDue()) {
            return Look.Added.NOTHING;
        }
        lookAgainAt = clock.instant().plus(LOOK_FOR_TASKS);
        try {
            return look(first);
        } catch (SdkException e) {
            if (first || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            notes.tell(AwsErrors.explain("looking for new tasks", e).sentence());
            return Look.Added.NOTHING;
        }
    }

    private Look look(boolean first) {
        return switch (sources.find(target, LogScope.of(selector), calls)) {
            case LogSources.Answer.Streams found -> {
                found.notes().forEach(notes::tell);
                found.stopped().forEach(task -> stoppedSince.putIfAbsent(task, clock.instant()));
                yield new Look.Added(added(found.streams()), found.streams(), first);
            }
            case LogSources.Answer.Nothing(var why) -> first ? new Look.Impossible(why) : Look.Added.NOTHING;
        };
    }

    private List<LogStream> added(List<LogStream> streams) {
        var added = streams.stream()
                .filter(stream -> !stream.name().isEmpty() && !byName.containsKey(stream.name()))
                .toList();
        added.forEach(stream -> byName.put(stream.name(), stream));
        return added;
    }

    /** The streams of all tasks found so far. */
    Map<String, LogStream> byName() {
        return byName;
    }

    /** Whether the one task that is followed has stopped, and its last lines had time to arrive. */
    boolean haveStopped() {
        var now = clock.instant();
        return selector.task().isPresent()
                && !stoppedSince.isEmpty()
                && stoppedSince.values().stream().allMatch(since -> !now.isBefore(since.plus(DRAIN)))
                && stoppedSince.size()
                        == byName.values().stream()
                                .map(LogStream::taskId)
                                .distinct()
                                .count();
    }
}

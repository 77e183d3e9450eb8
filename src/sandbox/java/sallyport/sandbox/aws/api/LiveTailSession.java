package sallyport.sandbox.aws.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sallyport.sandbox.aws.wire.EventStream;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.LogEvent;
import sallyport.sandbox.aws.world.LogGroup;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Live Tail session: each tick puts what was ingested since the last one into an update, which waits for the reader;
 * a reader who is too slow loses the oldest updates. Ends after three hours, by an error or when closed. Thread-safe.
 */
public final class LiveTailSession implements AutoCloseable {
    /** Said by the service's model, as are the next three. */
    static final Duration LIFE = Duration.ofHours(3);
    /** Lines that one update shows. */
    static final int MOST_RESULTS = 500;
    /** Updates that wait for a slow reader. */
    static final int MOST_WAITING_UPDATES = 10;
    /** Lines that wait for a slow reader. */
    static final int MOST_WAITING_RESULTS = 5_000;

    /** A line and the group it was written to. */
    private record Result(LogGroup group, LogEvent event) {
        private static final Comparator<Result> BY_INGESTION = Comparator.<Result, Instant>comparing(
                        result -> result.event.ingestedAt())
                .thenComparing(result -> result.event.id());

        ObjectNode json() {
            return Json.object()
                    .put("logStreamName", event.stream())
                    .put("logGroupIdentifier", Account.logGroup(group.name()))
                    .put("message", event.message())
                    .put("timestamp", event.timestamp().toEpochMilli())
                    .put("ingestionTime", event.ingestedAt().toEpochMilli());
        }
    }

    private record Update(List<Result> results, boolean sampled) {
        ByteBuffer message() {
            var json = Json.object();
            json.putObject("sessionMetadata").put("sampled", sampled);
            var array = json.putArray("sessionResults");
            results.forEach(result -> array.add(result.json()));
            return EventStream.event("sessionUpdate", json);
        }
    }

    private final InstantSource clock;
    private final Instant endsAt;
    private final TailFilter filter;
    private final Map<LogGroup, Consumer<LogEvent>> listeners;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeSet<Result> notIngested = new TreeSet<>(Result.BY_INGESTION);
    private final Deque<ByteBuffer> opening = new ArrayDeque<>();
    private final Deque<Update> waiting = new ArrayDeque<>();
    private Optional<ByteBuffer> farewell = Optional.empty();
    private boolean ended;

    LiveTailSession(List<LogGroup> groups, TailFilter filter, ObjectNode sessionStart, InstantSource clock) {
        this.clock = clock;
        this.filter = filter;
        this.endsAt = clock.instant().plus(LIFE);
        this.opening.add(EventStream.initialResponse());
        this.opening.add(EventStream.event("sessionStart", sessionStart));
        this.listeners = groups.stream().collect(Collectors.toMap(group -> group, group -> event -> add(group, event)));
    }

    /** Begins to take in what is written, and what was written and is still to be ingested. */
    void listen() {
        var start = clock.instant();
        listeners.forEach((group, listener) -> {
            group.listen(listener);
            group.streams().stream()
                    .flatMap(stream -> stream.notVisible(start).stream())
                    .forEach(listener);
        });
    }

    private void add(LogGroup group, LogEvent event) {
        if (filter.shows(event)) {
            locked(() -> notIngested.add(new Result(group, event)));
        }
    }

    /** One second has passed. */
    void tick() {
        locked(() -> {
            if (!clock.instant().isBefore(endsAt)) {
                end(EventStream.exception("SessionTimeoutException", "The Live Tail session timed out."));
            } else {
                waiting.add(update());
                dropOldest();
            }
        });
    }

    private Update update() {
        var ingested = new ArrayList<Result>();
        var now = clock.instant();
        while (!notIngested.isEmpty()
                && !notIngested.first().event().ingestedAt().isAfter(now)) {
            ingested.add(notIngested.removeFirst());
        }
        boolean sampled = ingested.size() > MOST_RESULTS;
        return new Update(sampled ? sample(ingested) : ingested, sampled);
    }

    private static List<Result> sample(List<Result> results) {
        return IntStream.range(0, MOST_RESULTS)
                .mapToObj(index -> results.get((int) ((long) index * results.size() / MOST_RESULTS)))
                .toList();
    }

    private void dropOldest() {
        while (waiting.size() > MOST_WAITING_UPDATES
                || waiting.stream().mapToInt(update -> update.results.size()).sum() > MOST_WAITING_RESULTS) {
            waiting.removeFirst();
        }
    }

    /** The service fails: the reader gets the error after what is waiting. */
    void fail() {
        locked(() -> end(EventStream.exception("SessionStreamingException", "The Live Tail session failed.")));
    }

    private void end(ByteBuffer lastMessage) {
        farewell = Optional.of(lastMessage);
        ended = true;
        listeners.forEach(LogGroup::forget);
    }

    /** The next message for the reader, waiting until there is one; empty when the session is over. */
    public Optional<ByteBuffer> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (opening.isEmpty() && waiting.isEmpty() && !ended) {
                changed.await();
            }
            if (!opening.isEmpty()) {
                return Optional.of(opening.removeFirst());
            }
            if (!waiting.isEmpty()) {
                return Optional.of(waiting.removeFirst().message());
            }
            var last = farewell;
            farewell = Optional.empty();
            return last;
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** The reader has gone, or the service ends: nothing more is said. */
    @Override
    public void close() {
        locked(() -> {
            ended = true;
            opening.clear();
            waiting.clear();
            listeners.forEach(LogGroup::forget);
        });
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            if (!ended) {
                change.run();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

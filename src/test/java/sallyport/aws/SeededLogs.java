package sallyport.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/**
 * CloudWatch Logs with seeded events, in time of its own, as unhelpful as its contract allows: an event can be read
 * some time after it was written, each stream in its own time; pages come in any order, with events of the page before,
 * and sometimes empty; every call takes time, and some are slowed down.
 */
final class SeededLogs implements CloudWatchLogsClient {
    static final Instant BEGIN = Instant.parse("2026-11-23T10:00:00Z");

    /** How late an event can be read; below the overlap of a follow. */
    private static final long LATEST_MILLIS = 50_000;

    private static final long CALL_NANOS = Duration.ofMillis(30).toNanos();

    final AtomicLong nanos = new AtomicLong();
    private final Random random;
    private final List<Written> written = new ArrayList<>();
    private final int pageSize;
    int slowedDown;

    /** @param visible when it can be read, which is when it was ingested */
    record Written(long timestamp, long visible, String stream, String id, String message) {}

    private record Cursor(long timestamp, String stream, String id) {
        static final Comparator<Cursor> ORDER = Comparator.comparingLong(Cursor::timestamp)
                .thenComparing(Cursor::stream)
                .thenComparing(Cursor::id);

        static Cursor of(Written event) {
            return new Cursor(event.timestamp(), event.stream(), event.id());
        }

        static Cursor read(String token) {
            var parts = token.split("\\|", -1);
            return new Cursor(Long.parseLong(parts[0]), parts[1], parts[2]);
        }

        String token() {
            return timestamp + "|" + stream + "|" + id;
        }
    }

    SeededLogs(long seed, List<String> streams, int eventsPerStream, Duration span, int pageSize) {
        this.random = new Random(seed);
        this.pageSize = pageSize;
        streams.forEach(stream -> write(stream, eventsPerStream, span));
        written.sort(Comparator.comparing(Cursor::of, Cursor.ORDER));
    }

    /** As the log driver does: one stream's events are sent in their order, but when is another matter. */
    private void write(String stream, int count, Duration span) {
        var times = IntStream.range(0, count)
                .mapToLong(_ -> random.nextLong(span.toMillis()))
                .sorted()
                .toArray();
        long visible = 0;
        long delay = 0;
        for (int i = 0; i < count; i++) {
            if (random.nextInt(200) == 0) {
                delay = random.nextLong(random.nextBoolean() ? LATEST_MILLIS : 500);
            }
            long at = BEGIN.toEpochMilli() + times[i];
            visible = Math.max(visible, at + delay);
            written.add(new Written(at, visible, stream, "%s-%06d".formatted(stream, i), String.valueOf(i)));
        }
    }

    Instant now() {
        return BEGIN.plusNanos(nanos.get());
    }

    @Override
    public synchronized FilterLogEventsResponse filterLogEvents(FilterLogEventsRequest request) {
        nanos.addAndGet(CALL_NANOS);
        if (random.nextInt(25) == 0) {
            slowedDown++;
            throw throttled();
        }
        if (random.nextInt(20) == 0) {
            var token = request.nextToken() == null ? new Cursor(-1, "", "").token() : request.nextToken();
            return FilterLogEventsResponse.builder().nextToken(token).build();
        }
        return page(request);
    }

    private FilterLogEventsResponse page(FilterLogEventsRequest request) {
        var after = request.nextToken() == null ? new Cursor(-1, "", "") : Cursor.read(request.nextToken());
        long now = now().toEpochMilli();
        var names = Set.copyOf(request.logStreamNames());
        long until = request.endTime() == null ? Long.MAX_VALUE : request.endTime();
        var page = written.subList(first(Math.max(request.startTime(), after.timestamp())), written.size()).stream()
                .takeWhile(event -> event.timestamp() <= until)
                .filter(event -> event.visible() <= now && names.contains(event.stream()))
                .filter(event -> Cursor.ORDER.compare(Cursor.of(event), after) > 0)
                .limit(pageSize + 1L)
                .toList();
        var given = new ArrayList<>(page.subList(0, Math.min(pageSize, page.size())));
        var token = page.size() > pageSize ? Cursor.of(given.getLast()).token() : null;
        if (!given.isEmpty()) {
            given.addAll(given.subList(0, random.nextInt(Math.min(5, given.size()))));
        }
        Collections.shuffle(given, random);
        return FilterLogEventsResponse.builder()
                .events(given.stream().map(SeededLogs::event).toList())
                .nextToken(token)
                .build();
    }

    private int first(long timestamp) {
        int low = 0;
        int high = written.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (written.get(middle).timestamp() < timestamp) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static FilteredLogEvent event(Written event) {
        return FilteredLogEvent.builder()
                .timestamp(event.timestamp())
                .ingestionTime(event.visible())
                .eventId(event.id())
                .logStreamName(event.stream())
                .message(event.message())
                .build();
    }

    private static RuntimeException throttled() {
        return CloudWatchLogsException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ThrottlingException")
                        .errorMessage("Rate exceeded")
                        .build())
                .build();
    }

    @Override
    public String serviceName() {
        return "logs";
    }

    @Override
    public void close() {}
}

package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.watch.LineFilter;
import sallyport.watch.LineGate;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

class NewestFirstTest {
    private static final Instant SINCE = Instant.parse("2026-11-23T10:00:00Z");
    private static final TimeRange HOUR = new TimeRange(SINCE, SINCE.plus(Duration.ofHours(1)));

    /** Pages of events as AWS gives them: sorted, of at most so many, fewer as it likes, and empty now and then. */
    private static final class Far {
        private final List<Long> times;
        private final int pageSize;
        private final Random random;
        private final AtomicInteger pages = new AtomicInteger();
        private Runnable beforeEach = () -> {};

        Far(LongStream times, int pageSize, Random random) {
            this.times = times.sorted().boxed().toList();
            this.pageSize = pageSize;
            this.random = random;
        }

        static Far full(LongStream times, int pageSize) {
            return new Far(times, pageSize, new Random() {
                @Override
                public int nextInt(int bound) {
                    return bound - 1;
                }
            });
        }

        FilterLogEventsResponse page(TimeRange range, Optional<String> token) {
            pages.incrementAndGet();
            beforeEach.run();
            int from = token.map(Integer::parseInt).orElseGet(() -> first(range.from()));
            int size = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(pageSize);
            int end = (int) times.stream()
                    .filter(time -> time <= range.until().toEpochMilli())
                    .count();
            int to = Math.min(end, from + size);
            return FilterLogEventsResponse.builder()
                    .events(IntStream.range(Math.min(from, to), to)
                            .mapToObj(this::event)
                            .toList())
                    .nextToken(to < end ? String.valueOf(to) : null)
                    .build();
        }

        private int first(Instant from) {
            return (int)
                    times.stream().filter(time -> time < from.toEpochMilli()).count();
        }

        private FilteredLogEvent event(int index) {
            return FilteredLogEvent.builder()
                    .timestamp(times.get(index))
                    .eventId("%06d".formatted(index))
                    .logStreamName("s")
                    .message("m")
                    .build();
        }

        /** What a reader should be given: the newest, and none before that moment. */
        List<String> newest(int limit, Instant since) {
            var meant = IntStream.range(first(since), times.size())
                    .mapToObj("%06d"::formatted)
                    .toList();
            return meant.subList(Math.max(0, meant.size() - limit), meant.size());
        }
    }

    private record Read(Instant reached, List<LogEvent> events) {
        /** As {@link LogReading} gives them. */
        List<String> ids() {
            return events.stream()
                    .filter(event -> event.timestamp() >= reached.toEpochMilli())
                    .map(LogEvent::id)
                    .toList();
        }
    }

    private static Read read(Far far, int limit, boolean eachAlone) {
        return read(HOUR, far, limit, eachAlone);
    }

    private static Read read(TimeRange range, Far far, int limit, boolean eachAlone) {
        var events = new NewestEvents(limit);
        var reached = new NewestFirst(
                        events,
                        eachAlone,
                        NewestFirst.MAX_PAGES,
                        part -> new LogPages(
                                part,
                                token -> far.page(part, token),
                                _ -> true,
                                new LineGate(LineFilter.EVERYTHING, text -> text),
                                events.another()))
                .read(range);
        return new Read(reached, events.inOrder());
    }

    private static LongStream everySecond() {
        return LongStream.range(0, 3_600).map(second -> SINCE.toEpochMilli() + 1_000 * second);
    }

    static Stream<Long> seeds() {
        return LongStream.range(0, Integer.getInteger("newest.seeds", 400)).boxed();
    }

    /** Some bursts in a random wilderness, several events at one moment among them, and often at the end. */
    private static LongStream bursts(TimeRange range, Random random) {
        var times = new ArrayList<Long>();
        long span = range.width().toMillis();
        for (int burst = random.nextInt(6); burst >= 0; burst--) {
            long at = random.nextInt(4) == 0 ? Math.max(0, span - random.nextInt(100)) : random.nextLong(span + 1);
            long width = 1 + random.nextLong(1L << random.nextInt(22));
            for (int i = random.nextInt(400); i > 0; i--) {
                times.add(range.from().toEpochMilli() + Math.min(span, at + random.nextLong(width)));
            }
        }
        return times.stream().mapToLong(time -> time);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatever_is_where_the_newest_are_given_without_a_hole(long seed) {
        var random = new Random(seed);
        var range = random.nextBoolean() ? HOUR : new TimeRange(SINCE, SINCE.plusMillis(random.nextInt(240)));
        var far = new Far(bursts(range, random), 1 + random.nextInt(random.nextBoolean() ? 100 : 8), random);
        int limit = 1 + random.nextInt(1_500);

        // A far side's own choices are not in order when it is asked from two threads, and need not be.
        var read = read(range, far, limit, random.nextBoolean());

        assertThat(read.ids()).containsExactlyElementsOf(far.newest(limit, read.reached()));
        boolean enough = read.ids().size() == limit;
        assertThat(enough || read.reached().equals(range.from()) || far.pages.get() >= NewestFirst.MAX_PAGES)
                .isTrue();
        assertThat(far.pages.get()).isLessThan(NewestFirst.MAX_PAGES + 2 * NewestFirst.PAGES_PER_RANGE);
    }

    /** The other one waits for ever; only being given up ends it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Timeout(60)
    void what_one_of_two_places_fails_with_is_what_the_reading_fails_with(boolean older) {
        var far = Far.full(everySecond(), 450);
        var reader = Thread.currentThread();
        far.beforeEach = () -> {
            boolean isOlder = Thread.currentThread() == reader;
            if (far.pages.get() > 1 && isOlder == older) {
                throw ResourceNotFoundException.builder()
                        .message("no such stream")
                        .build();
            }
            if (far.pages.get() > 1 && !isOlder) {
                waitUntilInterrupted(new AtomicInteger());
            }
        };

        assertThatThrownBy(() -> read(far, 10_000, true)).isInstanceOf(ResourceNotFoundException.class);
    }

    /** Each of the two waits for ever; only being interrupted ends it. */
    @Test
    void an_interrupt_ends_both_places() {
        var far = Far.full(everySecond(), 450);
        var reader = Thread.currentThread();
        var given = new AtomicInteger();
        far.beforeEach = () -> {
            if (far.pages.get() > 1 && Thread.currentThread() != reader) {
                reader.interrupt();
                waitUntilInterrupted(given);
            }
        };

        assertThatThrownBy(() -> read(far, 10_000, true)).isInstanceOf(AbortedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(given).hasValue(1);
    }

    private static void waitUntilInterrupted(AtomicInteger given) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            given.incrementAndGet();
            throw AbortedException.create("interrupted", e);
        }
    }

    @Test
    void of_a_busy_hour_little_more_is_read_than_is_wanted() {
        var far = Far.full(everySecond(), 20);

        var read = read(far, 40, true);

        assertThat(read.ids()).containsExactlyElementsOf(far.newest(40, SINCE));
        assertThat(far.pages).hasValueLessThanOrEqualTo(6);
    }

    @Test
    void one_page_is_one_call() {
        var far = Far.full(everySecond(), 5_000);

        assertThat(read(far, 40, true).ids()).hasSize(40);
        assertThat(far.pages).hasValue(1);
    }

    @Test
    void a_burst_of_thirty_milliseconds_in_an_hour_of_silence_is_found() {
        var far = Far.full(
                LongStream.concat(
                        LongStream.of(SINCE.toEpochMilli(), SINCE.toEpochMilli() + 1),
                        LongStream.range(0, 30).map(i -> SINCE.toEpochMilli() + 600_000 + i)),
                2);

        assertThat(read(far, 5, true).ids()).containsExactlyElementsOf(far.newest(5, SINCE));
        assertThat(far.pages).hasValueLessThanOrEqualTo(50);
    }

    @Test
    void of_many_pages_that_are_all_wanted_two_are_read_at_once() {
        var far = Far.full(everySecond(), 450);
        var both = new CyclicBarrier(2);
        var first = new AtomicInteger();
        far.beforeEach = () -> {
            int page = first.getAndIncrement();
            if (page == 1 || page == 2) {
                await(both);
            }
        };

        var read = read(far, 10_000, true);

        assertThat(read.ids()).hasSize(3_600).isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(read.reached()).isEqualTo(HOUR.from());
        assertThat(far.pages).hasValueLessThanOrEqualTo(9);
    }

    private static void await(CyclicBarrier both) {
        try {
            both.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("nobody else reads at the same time", e);
        }
    }

    @Test
    void lines_that_are_judged_by_those_before_them_are_read_one_page_after_the_other() {
        var far = Far.full(everySecond(), 450);

        assertThat(read(far, 10_000, false).ids()).hasSize(3_600);
        assertThat(far.pages).hasValue(8);
    }
}

package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NewestEventsTest {
    static Stream<Long> seeds() {
        return IntStream.range(0, 200).mapToObj(Long::valueOf);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void any_order_with_any_repetition_gives_the_newest_events_once_each_and_in_order(long seed) {
        var random = new Random(seed);
        var events = events(random);
        int limit = 1 + random.nextInt(events.size() + 5);
        var arriving = new ArrayList<>(events);
        IntStream.range(0, random.nextInt(50)).forEach(i -> arriving.add(events.get(random.nextInt(events.size()))));
        Collections.shuffle(arriving, random);

        var newest = new NewestEvents(limit);
        arriving.forEach(newest::add);

        var expected = events.stream().sorted().toList();
        assertThat(newest.inOrder())
                .containsExactlyElementsOf(expected.subList(Math.max(0, expected.size() - limit), expected.size()));
        assertThat(newest.dropped()).isEqualTo(expected.size() > limit);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void merging_parts_gives_what_adding_all_gives(long seed) {
        var random = new Random(seed);
        var events = events(random);
        int limit = 1 + random.nextInt(events.size());
        var parts = List.of(new NewestEvents(limit), new NewestEvents(limit), new NewestEvents(limit));
        var all = new NewestEvents(limit);
        events.forEach(event -> {
            parts.get(random.nextInt(parts.size())).add(event);
            all.add(event);
        });

        var merged = new NewestEvents(limit);
        parts.forEach(merged::addAll);

        assertThat(merged.inOrder()).isEqualTo(all.inOrder());
        assertThat(merged.dropped()).isEqualTo(all.dropped());
    }

    @Test
    void events_of_one_moment_are_told_apart_by_ingestion_and_id() {
        var late = new LogEvent(5, 9, "a", "s", "m");
        var early = new LogEvent(5, 8, "b", "s", "m");
        var newest = new NewestEvents(10);
        newest.add(late);
        newest.add(early);
        newest.add(late);

        assertThat(newest.inOrder()).containsExactly(early, late);
    }

    @Test
    void a_limit_of_one_is_the_least() {
        assertThat(new NewestEvents(1).inOrder()).isEmpty();
        assertThatThrownBy(() -> new NewestEvents(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<LogEvent> events(Random random) {
        var events = new HashSet<LogEvent>();
        int count = 1 + random.nextInt(100);
        while (events.size() < count) {
            events.add(new LogEvent(
                    random.nextInt(20),
                    random.nextInt(5),
                    "id" + random.nextInt(1_000),
                    "stream" + random.nextInt(4),
                    "message"));
        }
        return List.copyOf(events.stream().sorted().toList());
    }
}

package sallyport.sandbox.aws.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IngestionDelayTest {
    private static final Duration BETWEEN_LINES = Duration.ofMillis(300);

    private static List<Duration> delays(long seed, String stream) {
        var ingestion = new IngestionDelay(seed);
        return Stream.generate(() -> ingestion.next(stream)).limit(1_000).toList();
    }

    @Test
    void a_seed_decides_every_delay() {
        assertThat(delays(1, "a")).isEqualTo(delays(1, "a")).isNotEqualTo(delays(2, "a"));
    }

    @Test
    void lines_of_a_stream_overtake_one_another() {
        var delays = delays(1, "a");
        assertThat(Stream.iterate(1, n -> n + 1)
                        .limit(999)
                        .filter(n -> delays.get(n).plus(BETWEEN_LINES).compareTo(delays.get(n - 1)) < 0))
                .hasSizeGreaterThan(100);
    }

    @Test
    void a_few_lines_come_long_after_the_others_and_none_later_than_the_most() {
        assertThat(delays(1, "a").stream().filter(delay -> delay.toSeconds() >= 3))
                .hasSizeBetween(3, 20);
        assertThat(delays(1, "a")).allSatisfy(delay -> assertThat(delay).isLessThan(IngestionDelay.MOST));
    }
}

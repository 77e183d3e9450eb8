package sallyport.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Duration TOKEN = Duration.ofMillis(1_200);
    private final AtomicLong now = new AtomicLong(-5);
    private final Pace pace = new Pace(now::get);

    @Test
    void a_burst_goes_out_at_once_but_for_the_one_that_is_kept_for_ends() {
        assertThat(IntStream.range(0, Pace.BURST - 1).mapToObj(_ -> pace.take(false)))
                .containsOnly(Duration.ZERO);
        assertThat(pace.take(false)).isEqualTo(TOKEN);
        assertThat(pace.take(true)).isZero();
        assertThat(pace.take(true)).isEqualTo(TOKEN);
    }

    @Test
    void asking_after_the_wait_gets_a_token_and_a_nanosecond_before_does_not() {
        empty();
        var wait = pace.take(true);
        pass(wait.minusNanos(1));
        assertThat(pace.take(true)).isPositive().isLessThan(Duration.ofMillis(1));
        pass(Duration.ofNanos(1));
        assertThat(pace.take(true)).isZero();
    }

    @Test
    void output_waits_until_the_reserve_is_full_again() {
        empty();
        assertThat(pace.take(false)).isEqualTo(TOKEN.multipliedBy(2));
        pass(TOKEN.multipliedBy(2));
        assertThat(pace.take(false)).isZero();
        assertThat(pace.take(true)).isZero();
    }

    @Test
    void fifty_edits_a_minute_go_out_in_the_long_run() {
        empty();
        int taken = 0;
        for (int second = 0; second < 600; second++) {
            pass(Duration.ofSeconds(1));
            while (pace.take(true).isZero()) {
                taken++;
            }
        }
        assertThat(taken).isEqualTo(Pace.EDITS_PER_MINUTE * 10);
    }

    @Test
    void a_rest_saves_no_more_than_a_burst() {
        pass(Duration.ofHours(1));
        empty();
        assertThat(pace.take(true)).isEqualTo(TOKEN);
    }

    @Test
    void many_threads_together_get_no_more_than_one() {
        var taken = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 64; n++) {
                threads.execute(() -> {
                    if (pace.take(true).isZero()) {
                        taken.incrementAndGet();
                    }
                });
            }
        }
        assertThat(taken).hasValue(Pace.BURST);
    }

    private void empty() {
        for (int i = 0; i < Pace.BURST; i++) {
            assertThat(pace.take(true)).isZero();
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}

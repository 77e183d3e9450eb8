package sallyport.sandbox.aws.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoundTripTest {
    @Test
    void before_any_sample_it_is_200_ms() {
        assertThat(new RoundTrip().timeout()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void a_sample_moves_variation_by_a_quarter_and_round_trip_by_an_eighth() {
        var roundTrip = new RoundTrip();
        roundTrip.sample(Duration.ofMillis(20));
        // variation 0.25 * |100 - 20| = 20, round trip 0.875 * 100 + 0.125 * 20 = 90, 90 + 4 * 20
        assertThat(roundTrip.timeout()).isEqualTo(Duration.ofMillis(170));
    }

    @Test
    void the_margin_is_10_ms_at_least_and_the_whole_1_s_at_most() {
        var steady = new RoundTrip();
        for (int i = 0; i < 200; i++) {
            steady.sample(Duration.ofMillis(100));
        }
        assertThat(steady.timeout()).isEqualTo(Duration.ofMillis(110));
        var slow = new RoundTrip();
        slow.sample(Duration.ofSeconds(30));
        assertThat(slow.timeout()).isEqualTo(Duration.ofSeconds(1));
    }
}

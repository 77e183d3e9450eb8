package sallyport.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoundTripTimeTest {
    private final RoundTripTime roundTrip = new RoundTripTime();

    @Test
    void the_first_timeout_is_200_milliseconds() {
        assertThat(roundTrip.timeout()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void the_variation_is_taken_from_the_estimate_before_the_sample() {
        roundTrip.sample(Duration.ofMillis(180));

        // variation 80/4 = 20, estimate (7*100 + 180)/8 = 110, timeout 110 + 4*20
        assertThat(roundTrip.timeout()).isEqualTo(Duration.ofMillis(190));

        roundTrip.sample(Duration.ofMillis(110));

        // variation 3*20/4 + 0 = 15, estimate 110
        assertThat(roundTrip.timeout()).isEqualTo(Duration.ofMillis(170));
    }

    @Test
    void the_timeout_stays_ten_milliseconds_above_a_steady_estimate() {
        IntStream.range(0, 200).forEach(_ -> roundTrip.sample(Duration.ofMillis(40)));

        assertThat(roundTrip.timeout()).isBetween(Duration.ofMillis(50), Duration.ofMillis(51));
    }

    @Test
    void the_timeout_never_exceeds_a_second() {
        IntStream.range(0, 50).forEach(_ -> roundTrip.sample(Duration.ofSeconds(20)));

        assertThat(roundTrip.timeout()).isEqualTo(Duration.ofSeconds(1));
    }
}

package sallyport.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s", "PT59.9S, 59 s",
        "PT60S, 1 min", "PT59M59S, 59 min",
        "PT1H, 1 h", "PT2H5M, 2 h 5 min",
        "PT47H59M, 47 h 59 min", "PT48H, 2 d",
        "PT100H, 4 d"
    })
    void an_age_is_told_in_the_unit_people_would_use(Duration age, String told) {
        assertThat(Age.between(NOW.minus(age), NOW)).isEqualTo(told);
    }

    @Test
    void a_moment_ahead_of_our_clock_is_just_now() {
        assertThat(Age.between(NOW.plusSeconds(3), NOW)).isEqualTo("0 s");
    }
}

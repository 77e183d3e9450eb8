package sallyport.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeGridTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:03:40Z");

    @ParameterizedTest
    @CsvSource({
        "PT10M, PT1M, 10, 2026-11-23T11:54:00Z",
        "PT36M, PT1M, 36, 2026-11-23T11:28:00Z",
        "PT36M1S, PT2M, 19, 2026-11-23T11:26:00Z",
        "PT1H, PT2M, 30, 2026-11-23T11:04:00Z",
        "PT3H, PT5M, 36, 2026-11-23T09:05:00Z",
        "PT24H, PT1H, 24, 2026-11-22T13:00:00Z",
        "P14D, PT12H, 28, 2026-11-10T00:00:00Z"
    })
    void a_range_takes_the_shortest_periods_that_fit_and_ends_with_the_one_that_holds_now(
            Duration range, Duration period, int columns, Instant begin) {
        var grid = TimeGrid.lasting(range, NOW);

        assertThat(grid).isEqualTo(new TimeGrid(begin, period, columns));
        assertThat(grid.column(NOW)).isEqualTo(columns - 1);
        assertThat(grid.column(grid.begin())).isZero();
        assertThat(grid.end()).isAfter(NOW).isBeforeOrEqualTo(NOW.plus(period));
    }

    @Test
    void a_range_longer_than_all_columns_of_the_longest_period_is_a_mistake() {
        assertThat(TimeGrid.lasting(Duration.ofDays(18), NOW).columns()).isEqualTo(TimeGrid.MOST_COLUMNS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeGrid.lasting(Duration.ofDays(18).plusSeconds(1), NOW));
    }
}

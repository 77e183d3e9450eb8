package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.watch.TimeGrid;

class BlockChartTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final TimeGrid HOUR = new TimeGrid(NOON, Duration.ofMinutes(2), 30);

    /** A number below zero is no figure. */
    private static List<OptionalDouble> heights(double... heights) {
        return Arrays.stream(heights)
                .mapToObj(height -> height < 0 ? OptionalDouble.empty() : OptionalDouble.of(height))
                .toList();
    }

    private static List<String> picture(int rows, double... heights) {
        return new BlockChart(HOUR, rows).picture(heights(heights), new Scale(40, 1, " %"));
    }

    @Test
    void one_row_has_eight_heights() {
        assertThat(picture(1, 1 / 8.0, 2 / 8.0, 3 / 8.0, 4 / 8.0, 5 / 8.0, 6 / 8.0, 7 / 8.0, 1))
                .containsExactly("  40 │▁▂▃▄▅▆▇█");
    }

    @Test
    void three_rows_have_twenty_four_and_a_scale() {
        assertThat(picture(3, 0.5, 1, 1 / 24.0, 9 / 24.0))
                .containsExactly(
                        "  40 │ █", //
                        "     │▄█ ▁",
                        "   0 │██▁█");
    }

    @Test
    void zero_is_a_figure_and_stays_in_sight_and_what_is_too_high_ends_at_the_top() {
        assertThat(picture(1, 0, 2)).containsExactly("  40 │▁█");
    }

    @Test
    void a_gap_is_marked_and_a_late_end_is_blank() {
        assertThat(picture(2, 1, -1, 1, -1, -1)).containsExactly("  40 │█ █", "   0 │█·█");
    }

    @Test
    void the_axis_tells_begin_middle_and_end() {
        assertThat(new BlockChart(HOUR, 1).axis())
                .isEqualTo("     └12:00──────────12:30─────13:00")
                .hasSize(6 + HOUR.columns());
        var week = new TimeGrid(NOON, Duration.ofHours(6), 28);
        assertThat(new BlockChart(week, 1).axis()).isEqualTo("     └11-23 12:00──────11-30 12:00");
        var minutes = new TimeGrid(NOON, Duration.ofMinutes(1), 10);
        assertThat(new BlockChart(minutes, 1).axis()).isEqualTo("     └12:00─12:10");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "0.4, 1",
        "1, 1",
        "1.2, 1.5",
        "8.1, 10",
        "10, 10",
        "10.1, 15",
        "21, 30",
        "61, 80",
        "99.5, 100",
        "101, 150",
        "950, 1000"
    })
    void a_scale_ends_at_the_next_round_number(double highest, double top) {
        assertThat(Scale.of(highest, " %").top()).isEqualTo(top);
    }

    @ParameterizedTest
    @CsvSource({"900, 900 B/s", "1200, 1.2 kB/s", "12300, 12 kB/s", "2000000, 2 MB/s"})
    void bytes_are_told_in_the_largest_unit(double bytes, String words) {
        assertThat(Scale.ofBytes(bytes).say(bytes)).isEqualTo(words);
    }
}

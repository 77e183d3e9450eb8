package sallyport.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static sallyport.watch.Seen.said;

import java.util.List;
import org.junit.jupiter.api.Test;

class HappeningsTest {
    private static final String STEADY = "(service web) has reached a steady state.";

    @Test
    void being_steady_is_said_once_with_how_often_and_since_when() {
        assertThat(Happenings.collapsed(List.of(said(10, STEADY), said(370, STEADY), said(730, STEADY))))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.times()).isEqualTo(3);
                    assertThat(line.at()).isEqualTo(said(10, "").at());
                    assertThat(line.since()).isEqualTo(said(730, "").at());
                });
    }

    @Test
    void what_happened_in_between_stays_in_its_place() {
        var between = "(service web) has started 1 tasks.";

        assertThat(Happenings.collapsed(List.of(said(1, STEADY), said(2, between), said(3, STEADY), said(4, STEADY))))
                .extracting(Happenings.Line::message, Happenings.Line::times)
                .containsExactly(tuple(STEADY, 1), tuple(between, 1), tuple(STEADY, 2));
    }

    @Test
    void other_news_is_told_as_often_as_ecs_did() {
        assertThat(Happenings.collapsed(List.of(said(1, "unable to place a task"), said(2, "unable to place a task"))))
                .hasSize(2);
    }
}

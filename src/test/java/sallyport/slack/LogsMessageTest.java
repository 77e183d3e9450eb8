package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogLine;

class LogsMessageTest {
    private static final Instant EVENING = Instant.parse("2026-11-22T23:59:59Z");

    @Test
    void lines_of_one_day_bear_the_time_and_the_note_bears_the_date() {
        var shown = shown(line(EVENING.minusSeconds(60), "one"), line(EVENING, "two"));
        assertThat(shown)
                .contains("[001122] 23:58:59 one", "[001122] 23:59:59 two")
                .contains("Times are UTC of 2026-11-22.");
    }

    @Test
    void lines_of_more_than_one_day_bear_the_date_too() {
        var shown = shown(line(EVENING, "one"), line(EVENING.plusSeconds(1), "two"));
        assertThat(shown)
                .contains("[001122] 2026-11-22 23:59:59 one", "[001122] 2026-11-23 00:00:00 two")
                .contains("Times are UTC.");
    }

    @Test
    void no_lines_bear_no_times() {
        assertThat(shown()).contains("No lines in this range.").doesNotContain("UTC");
    }

    @Test
    void what_nobody_sees_neither_turns_a_line_round_nor_splits_a_secret() {
        var shown = shown(line(EVENING, "to\u202eever AKIA\u200bIOSFODNN7EXAMPLE"), line(EVENING, "lone \ud800 half"));
        assertThat(shown)
                .contains("toever [redacted:aws-access-key] [2 invisible characters left out]")
                .contains("lone ? half");
    }

    private static LogLine line(Instant at, String text) {
        return new LogLine(at, "0011223344556677", "app", text);
    }

    private static String shown(LogLine... lines) {
        var answer = new LogAnswer.Lines(Stream.of(lines).toList(), false, List.of());
        return Requests.json(LogsMessage.of("*Logs*", answer).blocks());
    }
}

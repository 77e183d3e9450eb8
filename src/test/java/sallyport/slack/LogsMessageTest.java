package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sallyport.parse.LogCut;
import sallyport.parse.LogFormat;
import sallyport.watch.LinePattern;
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

    @Test
    void json_is_told_in_words() {
        var shown = shown(line(
                EVENING,
                "{\"level\":50,\"time\":\"2026\",\"msg\":\"could not pay\",\"order\":7,\"user\":{\"id\":\"a b\"},"
                        + "\"err\":{\"stack\":\"Error: no\\n  at pay.js:3\"}}"));
        assertThat(shown)
                .contains("[001122] 23:59:59 ERROR could not pay order\\u003d7 user.id")
                .contains("a b")
                .contains("\\n    Error: no\\n      at pay.js:3");
    }

    @Test
    void what_stands_in_front_of_json_is_kept() {
        assertThat(shown(line(EVENING, "worker-1 {\"level\":\"warning\",\"message\":\"slow\"}")))
                .contains("worker-1 WARN slow");
    }

    @Test
    void what_json_hides_in_escapes_is_redacted_too() {
        assertThat(shown(line(EVENING, "{\"msg\":\"\\u0041KIAIOSFODNN7EXAMPLE \\u001b[31m\\u202e\"}")))
                .contains("[redacted:aws-access-key]")
                .doesNotContain("AKIAIOSFODNN7EXAMPLE");
    }

    @Test
    void a_key_of_several_lines_is_redacted_whole() {
        var shown = shown(
                line(EVENING, "-----BEGIN RSA PRIVATE KEY-----"),
                line(EVENING, "MIIEpAIBAAKCAQEA7bq"),
                line(EVENING, "-----END RSA PRIVATE KEY-----"),
                line(EVENING, "after"));
        assertThat(shown).contains("[redacted:private-key]", "after").doesNotContain("MIIE");
    }

    @Test
    void a_stack_trace_stays_together_though_another_task_writes_in_between() {
        var other = new LogLine(EVENING.plusMillis(1), "ffeeddccbbaa", "app", "GET /");
        var shown = shown(
                line(EVENING, "java.lang.IllegalStateException: no"),
                other,
                line(EVENING.plusMillis(2), "\tat com.example.Pay"),
                line(EVENING.plusMillis(3), "Caused by: java.io.IOException"));
        assertThat(shown)
                .contains("IllegalStateException: no\\n    \\tat com.example.Pay\\n    Caused by: java.io.IOException")
                .contains("\\n[ffeedd] ");
    }

    @Test
    void what_repeats_is_said_once_with_its_number() {
        var shown = shown(
                line(EVENING.minusSeconds(9), "beat"), line(EVENING.minusSeconds(5), "beat"), line(EVENING, "beat"));
        assertThat(shown).contains("[001122] 23:59:50 beat (×3 until 23:59:59)").containsOnlyOnce("beat");
    }

    @Test
    void tasks_that_begin_alike_get_longer_tags_and_containers_are_named_when_there_are_several() {
        var shown = shown(
                new LogLine(EVENING, "0011223344", "app", "one"), new LogLine(EVENING, "0011229944", "proxy", "two"));
        assertThat(shown).contains("[0011223 app] ", "[0011229 proxy] ");
    }

    @Test
    void a_line_cannot_pretend_to_be_another_one() {
        assertThat(shown(line(EVENING, "one\n[ffffff] 23:59:59 forged")))
                .contains("one\\n    [ffffff] 23:59:59 forged");
    }

    @Test
    void finds_are_marked_without_colour_and_after_redaction() {
        var look = new LogsMessage.Look(LogFormat.SHORT, LogCut.End.TAIL, Optional.of(pattern("KIA|GET")));
        assertThat(Requests.json(message(look, line(EVENING, "GET / AKIAIOSFODNN7EXAMPLE"))
                        .message()
                        .blocks()))
                .contains("«GET» / [redacted:aws-access-key]");
    }

    @Test
    void detailed_lines_are_as_they_were_written_with_all_that_is_known() {
        var look = new LogsMessage.Look(LogFormat.DETAILED, LogCut.End.TAIL, Optional.empty());
        assertThat(Requests.json(message(look, line(EVENING, "{\"msg\":1}"), line(EVENING, "{\"msg\":1}"))
                        .message()
                        .blocks()))
                .contains("2026-11-22T23:59:59.000Z 0011223344556677 app {\\\"msg\\\":1}")
                .doesNotContain("×2");
    }

    @Test
    void json_is_a_file_of_objects() {
        var look = new LogsMessage.Look(LogFormat.JSON, LogCut.End.TAIL, Optional.empty());
        assertThat(message(look, line(EVENING, "password=hunter22 \"x\"")).file())
                .hasValueSatisfying(file -> {
                    assertThat(file.name()).isEqualTo("web-logs.jsonl");
                    assertThat(file.text())
                            .isEqualTo(
                                    "{\"timestamp\":\"2026-11-22T23:59:59.000Z\",\"task\":\"0011223344556677\","
                                            + "\"container\":\"app\",\"message\":\"password=[redacted:assignment] \\\"x\\\"\"}\n");
                });
    }

    @Test
    void what_does_not_fit_is_a_file_with_all_of_it_and_what_no_file_holds_is_said() {
        var fits = message(LogsMessage.Look.USUAL, many(100));
        assertThat(fits.file()).isEmpty();

        var more = message(LogsMessage.Look.USUAL, many(500));
        assertThat(Requests.json(more.message().blocks()))
                .contains("of 500 lines of text; the file in its thread has all of them", " line 499")
                .doesNotContain(" line 0\\n");
        assertThat(more.file())
                .hasValueSatisfying(file -> assertThat(file.text()).contains(" line 0\n", " line 499\n"));

        var oldest = message(new LogsMessage.Look(LogFormat.SHORT, LogCut.End.HEAD, Optional.empty()), many(500));
        assertThat(Requests.json(oldest.message().blocks()))
                .contains(" line 0\\n")
                .doesNotContain(" line 499");

        var tooMuch = message(LogsMessage.Look.USUAL, many(50_000));
        assertThat(Requests.json(tooMuch.message().blocks())).contains("lines are in neither");
        assertThat(tooMuch.file())
                .hasValueSatisfying(file -> assertThat(file.text())
                        .hasSizeLessThanOrEqualTo(LogsMessage.MAX_FILE_BYTES)
                        .endsWith(" line 49999\n"));
    }

    private static LogLine[] many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> line(EVENING, "line " + i))
                .toArray(LogLine[]::new);
    }

    private static LinePattern pattern(String text) {
        return switch (LinePattern.read(text)) {
            case LinePattern.Reading.Read(var pattern) -> pattern;
            case LinePattern.Reading.Refused(var why) -> throw new AssertionError(why);
        };
    }

    private static LogsMessage message(LogsMessage.Look look, LogLine... lines) {
        return LogsMessage.of("*Logs*", "web", new LogAnswer.Lines(List.of(lines), false, List.of()), look);
    }

    private static LogLine line(Instant at, String text) {
        return new LogLine(at, "0011223344556677", "app", text);
    }

    private static String shown(LogLine... lines) {
        return Requests.json(message(LogsMessage.Look.USUAL, lines).message().blocks());
    }
}

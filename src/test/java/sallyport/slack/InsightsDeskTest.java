package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.parse.NamedQuery;
import sallyport.parse.SlashCommand;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import sallyport.request.Selector;
import sallyport.watch.InsightsAnswer;

class InsightsDeskTest {
    private final Office office = new Office();

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void the_answer_takes_the_place_of_the_question_as_a_redacted_table() {
        office.counted = query -> new InsightsAnswer.Table(
                List.of("@pattern", "@sampleCount"),
                List.of(List.of("GET / password=hunter22", "12"), List.of("x".repeat(200), "7")),
                3_400_000);

        ask(NamedQuery.TOP_MESSAGES);

        assertThat(office.stub.calls("chat.postMessage").getFirst().blocks().toString())
                .contains("*top-messages* of the logs of web, last 1 h, asked by <@U0ROBIN>", "Stop");
        assertThat(office.stub.calls("chat.update").getFirst().blocks().toString())
                .contains("@pattern", "password=[redacted:assignment]", "Long cells are cut (…). 3 MB were scanned.")
                .doesNotContain("hunter22", "x".repeat(121), InsightsMessage.STOP);
    }

    @Test
    void rows_that_do_not_fit_are_counted() {
        var rows = IntStream.range(0, 200)
                .mapToObj(i -> List.of("minute " + i + " " + "y".repeat(90)))
                .toList();
        var shown = Requests.json(InsightsMessage.answered("*x*", new InsightsAnswer.Table(List.of("minute"), rows, 0))
                .blocks());
        assertThat(shown).contains("rows do not fit into this message.");
    }

    @ParameterizedTest
    @CsvSource({
        "0, Nothing was scanned.",
        "1, 1 byte was scanned.",
        "999, 999 bytes were scanned.",
        "1000, 1 kB were scanned.",
        "999999, 999 kB were scanned.",
        "1000000, 1 MB were scanned.",
        "12345678901, '12,345 MB were scanned.'"
    })
    void what_was_scanned_is_told_in_a_unit_that_is_not_zero(long bytes, String sentence) {
        assertThat(shown("errors", "3", bytes)).contains(sentence);
    }

    @Test
    void a_minute_has_no_milliseconds_and_a_moment_keeps_its_own() {
        assertThat(shown("minute", "2026-11-23 12:01:00.000", 1))
                .contains("2026-11-23 12:01:00\\n")
                .doesNotContain(".000");
        assertThat(shown("newest", "2026-11-23 12:01:00.120", 1)).contains("12:01:00.120");
        assertThat(shown("@message", "at 2026-11-23 12:01:00.000", 1)).contains("12:01:00.000");
    }

    private static String shown(String column, String cell, long bytes) {
        var table = new InsightsAnswer.Table(List.of(column), List.of(List.of(cell)), bytes);
        return Requests.json(InsightsMessage.answered("*x*", table).blocks());
    }

    @Test
    void its_asker_stops_it_and_nobody_else_but_admins() throws InterruptedException {
        var begun = new CountDownLatch(1);
        office.counted = query -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                throw new AssertionError("nobody counts down");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new InsightsAnswer.Stopped("The query was stopped.", 0);
            }
        };
        Thread.startVirtualThread(() -> ask(NamedQuery.ERRORS_BY_MINUTE));
        begun.await();
        assertThat(office.insights.stop(click(Requests.SAM)))
                .hasValueSatisfying(refusal -> assertThat(refusal).contains("<@U0ROBIN>", "Nothing was done."));
        assertThat(office.insights.stop(click(Requests.ROBIN))).isEmpty();

        await().until(() -> !office.stub.calls("chat.update").isEmpty());
        assertThat(office.stub.calls("chat.update").getFirst().blocks().toString())
                .contains("The query was stopped. Nothing was scanned.");
        assertThat(office.insights.stop(click(Requests.ROBIN)))
                .hasValueSatisfying(late -> assertThat(late).contains("not being asked any more"));
    }

    private void ask(NamedQuery query) {
        office.insights.ask(
                new Asked(Requests.ROBIN, Requests.CHANNEL, "", "", office.stub.hook(), ""),
                new SlashCommand.Insights(
                        new Selector("web", Optional.empty(), Optional.empty()),
                        query,
                        Optional.empty(),
                        Duration.ofHours(1)));
    }

    private Click click(Person person) {
        var value = office.stub
                .calls("chat.postMessage")
                .getFirst()
                .blocks()
                .toString()
                .replaceAll("(?s).*\"value\":\"(r[0-9a-z]{12})\".*", "$1");
        return new Click(
                person, new MessageRef(Requests.CHANNEL, "1700000000.000001"), InsightsMessage.STOP, value, "", "");
    }
}

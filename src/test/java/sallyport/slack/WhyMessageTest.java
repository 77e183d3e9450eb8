package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sallyport.watch.Explanation;
import sallyport.watch.Explanation.Verdict;
import sallyport.watch.TimelineEntry;

class WhyMessageTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static Explanation explanation(List<String> details, List<String> remedies, int entries) {
        return explanation("web has 1 of 2 tasks.", details, remedies, entries, "(service web) says something");
    }

    private static Explanation explanation(
            String answer, List<String> details, List<String> remedies, int entries, String what) {
        return new Explanation(
                Verdict.WRONG,
                answer,
                details,
                remedies,
                IntStream.range(0, entries)
                        .mapToObj(i -> new TimelineEntry(NOON.plusSeconds(i), "service", what + " " + i))
                        .toList(),
                Optional.empty());
    }

    private static String json(SlackMessage message) {
        return Requests.json(message.blocks());
    }

    @Test
    void the_answer_comes_first_and_then_what_to_try() {
        var message = WhyMessage.of(explanation(List.of("ECS says: no."), List.of("Say please."), 1));

        assertThat(json(message.message()))
                .containsSubsequence(
                        "[X] web has 1 of 2 tasks.",
                        "ECS says: no.",
                        "To try: Say please.",
                        "11-23 12:00:00  service   (service web) says something 0",
                        "Times are UTC.");
        assertThat(message.replies()).isEmpty();
    }

    @Test
    void with_all_it_can_have_the_message_has_twelve_lines_and_the_thread_has_the_rest() {
        var many = List.of("one", "two", "three", "four", "five");

        var threaded = WhyMessage.of(explanation(many, List.of("six"), 40));

        var text = json(threaded.message());
        assertThat(text).contains("says something 39", "says something 34", "34 older entries");
        assertThat(text).doesNotContain("says something 33", "five");
        assertThat(text.split("\\\\n|\"text\": \"", -1).length - 1).isLessThanOrEqualTo(12);
        assertThat(json(threaded.replies().getFirst()))
                .contains("five", "six", "says something 0", "says something 39");
    }

    @Test
    void a_line_that_is_cut_in_the_message_is_whole_in_the_thread() {
        var reason = "CannotPullContainerError: " + "x".repeat(500) + " end";

        var threaded = WhyMessage.of(explanation(List.of(reason), List.of(), 1));

        assertThat(json(threaded.message())).contains("x…").doesNotContain("x end");
        assertThat(json(threaded.replies().getFirst())).contains("x end");
    }

    @Test
    void a_long_time_line_takes_several_blocks_and_messages_and_loses_nothing() {
        var threaded = WhyMessage.of(explanation("answer", List.of(), List.of(), 300, "y".repeat(100)));

        assertThat(threaded.replies()).hasSizeGreaterThan(2);
        var all = threaded.replies().stream().map(WhyMessageTest::json).reduce("", String::concat);
        assertThat(IntStream.range(0, 300)).allMatch(i -> all.contains("y " + i));
        assertThat(threaded.replies()).allMatch(reply -> reply.blocks().size() <= 3);
    }

    @Test
    void words_of_aws_can_neither_ping_nor_hide_nor_tell_a_secret() {
        var hostile = "<!channel> \u001b[8mhidden\u001b[0m\u202Etxt password=hunter22\nnew line";

        var text = json(WhyMessage.of(explanation(hostile, List.of(hostile), List.of(), 1, hostile))
                .message());

        assertThat(text).doesNotContain("hunter22", "\u001b", "\u202e", "\"type\": \"broadcast\"", "\\nnew line");
        assertThat(text).doesNotContain("mrkdwn\",\n    \"text\": \"<!channel>");
    }
}

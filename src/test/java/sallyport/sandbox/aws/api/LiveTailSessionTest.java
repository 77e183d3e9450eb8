package sallyport.sandbox.aws.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.world.LogGroup;
import sallyport.sandbox.aws.world.LogStore;
import software.amazon.awssdk.eventstream.Message;
import tools.jackson.databind.JsonNode;

/** What becomes of a reader who does not keep up. */
class LiveTailSessionTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private final LogGroup group = new LogStore().create("/live", START);
    private Instant now = START;
    private final LiveTailSession session = new LiveTailSession(
            List.of(group),
            new TailFilter(List.of(), List.of(), "", FilterPattern.parse("")),
            Json.object(),
            () -> now);

    LiveTailSessionTest() {
        session.listen();
    }

    /** A second in which so many lines come, each with the second in it. */
    private void second(int second, int lines) {
        now = START.plusSeconds(second);
        for (int line = 0; line < lines; line++) {
            group.write("s", now, now, "second " + second);
        }
        session.tick();
    }

    private Message next() throws InterruptedException {
        return Message.decode(session.next().orElseThrow());
    }

    private static String header(Message message, String name) {
        return Objects.requireNonNull(message.getHeaders().get(name)).getString();
    }

    /** The second that the first line of each waiting update tells of. */
    private List<String> read(int updates) throws InterruptedException {
        assertThat(header(next(), ":event-type")).isEqualTo("initial-response");
        assertThat(header(next(), ":event-type")).isEqualTo("sessionStart");
        var seconds = new ArrayList<String>();
        for (int update = 0; update < updates; update++) {
            var message = next();
            assertThat(header(message, ":event-type")).isEqualTo("sessionUpdate");
            seconds.add(results(message).path(0).path("message").asString());
        }
        return seconds;
    }

    private static JsonNode results(Message message) {
        return Json.MAPPER
                .readTree(new String(message.getPayload(), StandardCharsets.UTF_8))
                .path("sessionResults");
    }

    @Test
    void ten_updates_wait_and_the_oldest_go() throws Exception {
        for (int second = 1; second <= 12; second++) {
            second(second, 1);
        }
        session.fail();
        assertThat(read(10)).startsWith("second 3").endsWith("second 12");
        assertThat(header(next(), ":exception-type")).isEqualTo("SessionStreamingException");
        assertThat(session.next()).isEmpty();
    }

    @Test
    void the_session_ends_with_its_third_hour_and_not_before() throws Exception {
        second(3 * 3600 - 1, 1);
        assertThat(session.isOver()).isFalse();
        second(3 * 3600, 1);
        assertThat(session.isOver()).isTrue();
        assertThat(read(1)).containsExactly("second 10799");
        assertThat(header(next(), ":exception-type")).isEqualTo("SessionTimeoutException");
        assertThat(session.next()).isEmpty();
    }

    @Test
    void a_line_is_shown_once_though_it_was_there_when_the_session_began() throws Exception {
        var other = new LogStore().create("/other", START);
        other.write("s", START, START.plusSeconds(1), "on its way");
        try (var begun = new LiveTailSession(
                List.of(other),
                new TailFilter(List.of(), List.of(), "", FilterPattern.parse("")),
                Json.object(),
                () -> now)) {
            begun.listen();
            now = START.plus(Duration.ofSeconds(1));
            begun.tick();
            begun.tick();
            begun.next();
            begun.next();
            assertThat(results(Message.decode(begun.next().orElseThrow()))).hasSize(1);
            assertThat(results(Message.decode(begun.next().orElseThrow()))).isEmpty();
        }
    }

    @Test
    void a_session_that_was_closed_says_nothing_more() throws Exception {
        second(1, 1);
        session.close();
        assertThat(session.next()).isEmpty();
    }
}

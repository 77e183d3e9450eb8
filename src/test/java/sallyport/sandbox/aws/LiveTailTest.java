package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.sandbox.aws.api.LogsPace;
import sallyport.sandbox.aws.world.LogClass;
import sallyport.sandbox.aws.world.LogLine;
import software.amazon.awssdk.services.cloudwatchlogs.model.SessionStreamingException;
import software.amazon.awssdk.services.cloudwatchlogs.model.SessionTimeoutException;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailRequest;

class LiveTailTest {
    private static final WorldClock CLOCK = new WorldClock();
    private static final String ARN = "arn:aws:logs:us-east-1:123456789012:log-group:";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final StartedAws AWS = new StartedAws(options ->
            options.withClock(CLOCK).withLogs(LogsPace.realistic().withTailUpdatesEvery(Duration.ofMillis(50))));

    private static TailReader tail(Consumer<StartLiveTailRequest.Builder> request) {
        var builder = StartLiveTailRequest.builder().logGroupIdentifiers(ARN + "/live");
        request.accept(builder);
        var reader = new TailReader(AWS, builder.build());
        await().atMost(PATIENCE).until(() -> !reader.updates().isEmpty());
        return reader;
    }

    private static void makeGroup() {
        AWS.aws().writeLogs("/live", List.of());
    }

    private static void write(String stream, Duration untilIngested, String message) {
        var now = CLOCK.instant();
        AWS.aws().writeLogs("/live", List.of(new LogLine(stream, now, now.plus(untilIngested), message)));
    }

    private static void awaitMessages(TailReader reader, String... messages) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reader.messages()).containsExactly(messages));
    }

    @Test
    void lines_are_shown_once_they_are_ingested_and_nothing_from_before() {
        write("s", Duration.ZERO, "history");
        write("s", Duration.ofSeconds(1), "on its way");
        try (var reader = tail(request -> {})) {
            write("s", Duration.ZERO, "new");
            awaitMessages(reader, "new");
            CLOCK.pass(Duration.ofSeconds(1));
            awaitMessages(reader, "new", "on its way");
            assertThat(reader.start().logGroupIdentifiers()).containsExactly(ARN + "/live");
            assertThat(reader.start().sessionId()).isNotEmpty();
        }
    }

    @Test
    void updates_come_also_when_there_is_nothing_to_show() {
        makeGroup();
        try (var reader = tail(request -> {})) {
            await().atMost(PATIENCE).until(() -> reader.updates().size() >= 3);
            assertThat(reader.updates()).allSatisfy(update -> {
                assertThat(update.sessionResults()).isEmpty();
                assertThat(update.sessionMetadata().sampled()).isFalse();
            });
        }
    }

    @Test
    void streams_their_beginnings_and_a_pattern_choose_the_lines() {
        makeGroup();
        try (var named = tail(request -> request.logStreamNames("a/1"));
                var prefixed = tail(request -> request.logStreamNamePrefixes("a/"));
                var matching = tail(request -> request.logEventFilterPattern("error"))) {
            write("a/1", Duration.ZERO, "error 1");
            write("a/2", Duration.ZERO, "fine 2");
            write("b/3", Duration.ZERO, "error 3");
            awaitMessages(named, "error 1");
            awaitMessages(prefixed, "error 1", "fine 2");
            awaitMessages(matching, "error 1", "error 3");
        }
    }

    @Test
    void beyond_500_lines_an_update_is_a_sample_and_says_so() {
        makeGroup();
        try (var reader = tail(request -> {})) {
            var later = CLOCK.instant().plusSeconds(1);
            var lines = new ArrayList<LogLine>();
            for (int number = 0; number < 501; number++) {
                lines.add(new LogLine("s", CLOCK.instant(), later, "line " + number));
            }
            AWS.aws().writeLogs("/live", lines);
            CLOCK.pass(Duration.ofSeconds(1));
            await().atMost(PATIENCE).until(() -> !reader.messages().isEmpty());
            var full = reader.updates().stream()
                    .filter(update -> !update.sessionResults().isEmpty())
                    .toList();
            assertThat(full).hasSize(1);
            assertThat(full.getFirst().sessionResults()).hasSize(500);
            assertThat(full.getFirst().sessionMetadata().sampled()).isTrue();
        }
    }

    @Test
    void a_session_times_out_after_three_hours() {
        makeGroup();
        try (var reader = tail(request -> {})) {
            CLOCK.pass(Duration.ofHours(3));
            assertThatThrownBy(reader.end()::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(SessionTimeoutException.class);
        }
    }

    @Test
    void a_session_can_be_made_to_fail() {
        makeGroup();
        try (var reader = tail(request -> {})) {
            AWS.aws().faults().inject("live-tail-fails", Map.of(), 1);
            assertThatThrownBy(reader.end()::join).hasCauseInstanceOf(SessionStreamingException.class);
        }
    }

    /** Starts a session and reads its first byte, or gives its error. */
    private static HttpResponse<InputStream> open(HttpClient client) throws Exception {
        var body = "{\"logGroupIdentifiers\":[\"" + ARN + "/live\"]}";
        return client.send(
                AWS.api().request("logs", "StartLiveTail", body).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    @Test
    void fifteen_sessions_run_at_once_and_another_one_when_a_client_has_gone() throws Exception {
        makeGroup();
        try (var client = HttpClient.newHttpClient()) {
            var streams = new ArrayList<InputStream>();
            for (int session = 0; session < 15; session++) {
                streams.add(open(client).body());
            }
            assertThat(start("['" + ARN + "/live']", "").error()).isEqualTo("LimitExceededException");
            streams.removeFirst().close();
            await().atMost(PATIENCE).until(() -> {
                var answer = open(client);
                streams.add(answer.body());
                return answer.statusCode() == 200;
            });
            for (var stream : streams) {
                stream.close();
            }
        }
    }

    private static ApiClient.Answer start(String identifiers, String more) throws Exception {
        return new LogsClient(AWS).call("StartLiveTail", "{'logGroupIdentifiers':" + identifiers + more + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        []                   |                                                       | InvalidParameterException
        ['/live']            |                                                       | InvalidParameterException
        ['ARN/live:*']       |                                                       | InvalidParameterException
        ['ARN/nope']         |                                                       | ResourceNotFoundException
        ['ARN/rare']         |                                                       | InvalidOperationException
        ['ARN/live']         | ,'logStreamNames':['a'],'logStreamNamePrefixes':['a'] | InvalidParameterException
        ['ARN/live','ARN/ecs/web'] | ,'logStreamNames':['a']                         | InvalidParameterException
        ['ARN/live']         | ,'logEventFilterPattern':'{'                          | InvalidParameterException
        """)
    void a_mistake_is_answered_before_the_stream_begins(String identifiers, String more, String error)
            throws Exception {
        makeGroup();
        AWS.aws().world().logs().create("/rare", LogClass.INFREQUENT_ACCESS, Instant.EPOCH);
        var answer = start(identifiers.replace("ARN", ARN), more == null ? "" : more);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
    }

    @Test
    void ten_groups_are_followed_and_not_eleven() throws Exception {
        var identifiers = new ArrayList<String>();
        for (int group = 0; group < 11; group++) {
            AWS.aws().writeLogs("/live/" + group, List.of());
            identifiers.add(ARN + "/live/" + group);
        }
        try (var reader = tail(request -> request.logGroupIdentifiers(identifiers.subList(0, 10)))) {
            assertThat(reader.start().logGroupIdentifiers()).hasSize(10);
        }
        assertThat(start("['" + String.join("','", identifiers) + "']", "").error())
                .isEqualTo("InvalidParameterException");
    }
}

package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.world.LogLine;

/** {@code aws logs tail}, which only version 2 of the AWS CLI has, and metrics as it reads them. */
class AwsLogsTailPeerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(110);

    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    @BeforeAll
    static void require() throws InterruptedException {
        AwsCli2.require();
    }

    private static List<String> cli(String... arguments) throws IOException, InterruptedException {
        return AwsCli2.command(AWS.aws(), arguments);
    }

    private static void write(Duration ago, String stream, String message) {
        var now = Instant.now();
        AWS.aws().writeLogs("/tailed", List.of(new LogLine(stream, now.minus(ago), now, message)));
    }

    private static void writeTwoStreams() {
        write(Duration.ofSeconds(30), "app/1", "first of one");
        write(Duration.ofSeconds(20), "app/2", "{\"level\":\"info\"}");
        write(Duration.ofSeconds(10), "app/1", "second of one");
        write(Duration.ofHours(1), "app/1", "long ago");
    }

    @Test
    void tail_shows_the_last_minutes_of_all_streams_by_time() throws Exception {
        writeTwoStreams();
        var printed = Peer.run("", cli("logs", "tail", "/tailed", "--format", "short"))
                .good()
                .strip();
        assertThat(printed.lines().map(line -> line.substring("2026-11-23T10:00:00 ".length())))
                .containsExactly("first of one", "{\"level\":\"info\"}", "second of one");
    }

    @Test
    void tail_shows_the_stream_of_a_line_and_only_what_matches() throws Exception {
        writeTwoStreams();
        var printed = Peer.run(
                        "",
                        cli(
                                "logs",
                                "tail",
                                "/tailed",
                                "--since",
                                "2h",
                                "--log-stream-names",
                                "app/1",
                                "--filter-pattern",
                                "one"))
                .good();
        assertThat(printed.lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains(" app/1 "));
    }

    @Test
    void tail_follows_what_comes() throws Exception {
        writeTwoStreams();
        try (var tail = Peer.start(cli("logs", "tail", "/tailed", "--follow", "--format", "short"))) {
            await().atMost(PATIENCE).until(() -> tail.printed().contains("second of one"));
            write(Duration.ZERO, "app/3", "came later");
            await().atMost(PATIENCE).until(() -> tail.printed().contains("came later"));
            assertThat(tail.printed().lines().filter(line -> line.endsWith("second of one")))
                    .hasSize(1);
        }
    }

    @Test
    void it_names_a_group_that_is_not_there() throws Exception {
        var ended = Peer.run("", cli("logs", "tail", "/nope"));
        assertThat(ended.status()).isNotZero();
        assertThat(ended.errors()).contains("(ResourceNotFoundException)");
    }

    @Test
    void it_reads_metrics() throws Exception {
        var now = Instant.now();
        var query = """
            [{"Id":"cpu","MetricStat":{"Period":300,"Stat":"Average","Metric":{"Namespace":"AWS/ECS",
            "MetricName":"CPUUtilization","Dimensions":[{"Name":"ClusterName","Value":"demo"},
            {"Name":"ServiceName","Value":"web"}]}}}]
            """;
        var printed = Peer.run(
                        "",
                        cli(
                                "--output",
                                "json",
                                "cloudwatch",
                                "get-metric-data",
                                "--start-time",
                                now.minus(Duration.ofHours(1)).toString(),
                                "--end-time",
                                now.toString(),
                                "--metric-data-queries",
                                query))
                .good();
        assertThat(Json.MAPPER
                        .readTree(printed)
                        .path("MetricDataResults")
                        .path(0)
                        .path("Values"))
                .hasSizeBetween(12, 13);
    }
}

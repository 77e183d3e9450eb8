package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.watch.Fact;
import sallyport.watch.Looked;
import sallyport.watch.Measure;
import sallyport.watch.TimeGrid;
import sallyport.watch.Usage;

class MetricsDeskTest {
    private static final TimeGrid GRID = TimeGrid.lasting(Duration.ofHours(1), Requests.NOW);

    private final Office office = new Office();

    @AfterEach
    void close() {
        office.close();
    }

    private void ask(String line) {
        var fields = List.of(
                "team_id=T1",
                "channel_id=C1",
                "user_id=" + Requests.ROBIN.userId(),
                "command=%2Fecs",
                "text=" + URLEncoder.encode(line, StandardCharsets.UTF_8),
                "response_url=" + URLEncoder.encode(office.stub.hook(), StandardCharsets.UTF_8),
                "trigger_id=13.7",
                "api_app_id=A1");
        assertThat(office.post("/slack/commands", String.join("&", fields)).status())
                .isEqualTo(200);
    }

    private static Usage usage(Map<Measure, List<Usage.Point>> points, Usage.TaskSize size) {
        return new Usage(
                new Usage.Service("web", "demo", Instant.EPOCH, 2, 2, size), GRID, points, new Fact.Known<>(false));
    }

    private static Usage.TaskSize size(boolean limited) {
        return new Usage.TaskSize("web:42", Optional.of(512), Optional.of(1024), limited);
    }

    /** A ramp of averages, from the first column to the one that is complete. */
    private static List<Usage.Point> ramp(double each, int columns) {
        return IntStream.range(0, columns)
                .mapToObj(i -> new Usage.Point(GRID.at(i), i * each / 2, i * each, i * each * 2))
                .toList();
    }

    private static String shown(Usage usage) {
        return MetricsMessage.of("*Metrics*", usage, Requests.NOW).blocks().toString();
    }

    @Test
    void figures_come_as_pictures_with_lowest_average_highest_and_now() {
        var points = new EnumMap<Measure, List<Usage.Point>>(Measure.class);
        points.put(Measure.CPU, ramp(1, 29));
        points.put(Measure.MEMORY, ramp(2, 29));
        office.measured = new Looked.Found<>(usage(points, size(true)));

        ask("metrics web");

        await().until(() -> !office.stub.calls("chat.postMessage").isEmpty());
        assertThat(office.stub.calls("chat.postMessage").getFirst().blocks().toString())
                .contains(
                        "*Metrics* of web, last 1 h, asked by <@U0ROBIN>",
                        "CPU, % of 0.5 vCPU",
                        "  30 │",
                        "now 28 %, average 14 %",
                        "lowest 0 %, highest 56 % at ",
                        "Memory, % of 1,024 MiB",
                        "A task of web:42 gets 0.5 vCPU and 1,024 MiB, and no more.",
                        "No data for running tasks, network in and network out",
                        "A column is the average of all tasks over 2 min")
                .doesNotContain("is no data.");
    }

    @Test
    void what_has_ended_is_not_called_now_and_a_gap_is_explained() {
        var cpu = ramp(1, 20).stream().filter(point -> point.average() != 7).toList();
        assertThat(shown(usage(Map.of(Measure.CPU, cpu), size(true))))
                .contains("last, at ", "· is no data.", "Nothing was reported in the last")
                .doesNotContain("now ");
    }

    @Test
    void what_container_insights_adds_is_one_row_each_in_units_of_its_own() {
        var points = Map.of(
                Measure.RUNNING_TASKS, List.of(new Usage.Point(GRID.at(28), 1, 1.5, 2)),
                Measure.SENT, List.of(new Usage.Point(GRID.at(28), 1_000, 45_000, 90_000)));
        assertThat(shown(usage(points, size(true))))
                .contains("Running tasks", "now 1.5, average 1.5", "highest 2 at", "Network out", "now 45 kB/s")
                .doesNotContain("Network in\\n");
    }

    @Test
    void without_any_figure_there_are_only_reasons() {
        assertThat(shown(usage(Map.of(), size(true))))
                .contains("No data for CPU and memory", "No data for running tasks")
                .doesNotContain("preformatted", "Times are UTC");
    }

    @Test
    void a_reservation_is_no_limit() {
        assertThat(shown(usage(Map.of(), size(false))))
                .contains("A task of web:42 reserves 0.5 vCPU and 1,024 MiB; it may use more, so above 100 %.");
        assertThat(shown(usage(Map.of(), new Usage.TaskSize("web:42", Optional.empty(), Optional.empty(), false))))
                .contains("web:42 reserves neither CPU nor memory for a task.");
    }

    @Test
    void what_cannot_be_looked_up_is_told_in_its_place() {
        ask("metrics web");

        await().until(() -> !office.stub.calls("chat.postMessage").isEmpty());
        assertThat(office.stub.calls("chat.postMessage").getFirst().blocks().toString())
                .contains("CloudWatch was not asked.");
    }
}

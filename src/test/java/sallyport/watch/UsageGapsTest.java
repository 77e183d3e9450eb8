package sallyport.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsageGapsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final TimeGrid GRID = TimeGrid.lasting(Duration.ofHours(1), NOW);
    private static final Fact<Boolean> ON = new Fact.Known<>(true);
    private static final Set<Measure> ECS = Set.of(Measure.CPU, Measure.MEMORY);
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(9));

    private static Usage usage(
            Set<Measure> reported, Instant last, Instant createdAt, int running, Fact<Boolean> insights) {
        Map<Measure, List<Usage.Point>> points = new EnumMap<>(Measure.class);
        reported.forEach(measure -> points.put(measure, List.of(new Usage.Point(last, 1, 2, 3))));
        var size = new Usage.TaskSize("web:42", Optional.of(512), Optional.of(1024), true);
        return new Usage(new Usage.Service("web", "demo", createdAt, 2, running, size), GRID, points, insights);
    }

    private static List<String> gaps(Set<Measure> reported, Instant createdAt, int running, Fact<Boolean> insights) {
        return UsageGaps.of(usage(reported, NOW.minusSeconds(180), createdAt, running, insights), NOW);
    }

    @Test
    void nothing_is_said_when_all_is_there() {
        assertThat(gaps(Set.copyOf(Arrays.asList(Measure.values())), LONG_AGO, 2, ON))
                .isEmpty();
    }

    @Test
    void without_container_insights_what_it_alone_reports_is_named_with_the_reason() {
        assertThat(gaps(ECS, LONG_AGO, 2, new Fact.Known<>(false)))
                .containsExactly(
                        "No data for running tasks, network in and network out: only Container Insights reports"
                                + " that, and it is off in cluster demo.");
    }

    @Test
    void a_setting_that_cannot_be_read_is_not_taken_for_off() {
        assertThat(gaps(ECS, LONG_AGO, 2, new Fact.Missing<>("The role may not.")))
                .singleElement()
                .asString()
                .endsWith("whether it is on could not be looked up. The role may not.");
    }

    @Test
    void with_container_insights_on_the_network_mode_may_be_why() {
        assertThat(gaps(Set.of(Measure.CPU, Measure.MEMORY, Measure.RUNNING_TASKS), LONG_AGO, 2, ON))
                .singleElement()
                .asString()
                .startsWith("No data for network in and network out: Container Insights is on in cluster demo")
                .contains("awsvpc and bridge");
    }

    @Test
    void a_new_service_has_no_figures_yet() {
        assertThat(gaps(Set.of(), NOW.minusSeconds(120), 2, ON).getFirst())
                .isEqualTo("No data for CPU and memory: the service was made 2 min ago, and its first figures take some"
                        + " minutes. Ask again then.");
    }

    @Test
    void a_service_without_tasks_has_none() {
        assertThat(gaps(Set.of(), LONG_AGO, 0, ON).getFirst())
                .startsWith("No data for CPU and memory: no task of the service runs (2 are wanted)");
    }

    @Test
    void a_service_whose_tasks_run_should_have_some() {
        assertThat(gaps(Set.of(), LONG_AGO, 1, ON).getFirst())
                .contains("though ECS says that 1 task runs", "container agent");
    }

    @Test
    void what_was_reported_once_and_is_not_any_more_is_told_with_when() {
        var all = Set.copyOf(Arrays.asList(Measure.values()));
        assertThat(UsageGaps.of(usage(all, NOW.minus(Duration.ofMinutes(22)), LONG_AGO, 0, ON), NOW))
                .containsExactly(
                        "Nothing was reported in the last 20 min: no task of the service runs (2 are wanted).");
        assertThat(UsageGaps.of(usage(all, NOW.minus(Duration.ofMinutes(22)), LONG_AGO, 1, ON), NOW))
                .containsExactly(
                        "Nothing was reported in the last 20 min: ECS says that tasks run, so CloudWatch is late,"
                                + " or their agent does not reach it.");
    }
}

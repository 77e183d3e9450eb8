package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sallyport.request.Selector;
import sallyport.watch.FollowQuery;
import sallyport.watch.LineFilter;

class LivePlacesTest {
    private static FollowQuery query(Optional<String> task) {
        var filter = new LineFilter(Optional.of("error"), Optional.empty(), Optional.empty());
        return new FollowQuery(
                new Selector("web", task, Optional.empty()), filter, Instant.EPOCH, 1, 1, Duration.ofMinutes(1));
    }

    private static LogStream stream(String region, String group, String task) {
        return new LogStream(region, group, "ecs/app/", task.isEmpty() ? "" : "ecs/app/" + task, "app", task);
    }

    private static LiveTail.Wanted wanted(List<String> groups, List<String> names, List<String> prefixes) {
        return new LiveTail.Wanted("eu-central-1", groups, names, prefixes, Optional.of("error"));
    }

    private static LivePlaces.Choice choose(Optional<String> task, LogStream... places) {
        return LivePlaces.choose(query(task), List.of(places));
    }

    @Test
    void a_service_is_chosen_by_prefixes_so_that_tasks_to_come_are_seen() {
        assertThat(choose(Optional.empty(), stream("eu-central-1", "/g", "1"), stream("eu-central-1", "/g", "2")))
                .isEqualTo(new LivePlaces.Choice.Possible(wanted(List.of("/g"), List.of(), List.of("ecs/app/"))));
        assertThat(choose(Optional.empty(), stream("eu-central-1", "/g", "")))
                .isEqualTo(new LivePlaces.Choice.Possible(wanted(List.of("/g"), List.of(), List.of("ecs/app/"))));
    }

    @Test
    void one_task_is_chosen_by_the_names_of_its_streams() {
        assertThat(choose(Optional.of("1"), stream("eu-central-1", "/g", "1")))
                .isEqualTo(new LivePlaces.Choice.Possible(wanted(List.of("/g"), List.of("ecs/app/1"), List.of())));
    }

    @Test
    void several_groups_take_no_streams_and_neither_does_a_name_that_says_nothing_of_others() {
        assertThat(choose(Optional.of("1"), stream("eu-central-1", "/g", "1"), stream("eu-central-1", "/h", "1")))
                .isEqualTo(new LivePlaces.Choice.Possible(wanted(List.of("/g", "/h"), List.of(), List.of())));
        assertThat(choose(Optional.empty(), new LogStream("eu-central-1", "/g", "0af1", "0af1", "app", "1")))
                .isEqualTo(new LivePlaces.Choice.Possible(wanted(List.of("/g"), List.of(), List.of())));
    }

    @Test
    void what_one_session_cannot_cover_is_told() {
        assertThat(choose(Optional.empty(), stream("eu-central-1", "/g", "1"), stream("us-east-1", "/g", "2")))
                .isInstanceOfSatisfying(
                        LivePlaces.Choice.Impossible.class,
                        impossible -> assertThat(impossible.why())
                                .contains("several Regions (eu-central-1, us-east-1)", "--follow"));
        var groups = IntStream.range(0, 11)
                .mapToObj(i -> stream("eu-central-1", "/g" + i, "1"))
                .toArray(LogStream[]::new);
        assertThat(choose(Optional.empty(), groups))
                .isInstanceOfSatisfying(
                        LivePlaces.Choice.Impossible.class,
                        impossible -> assertThat(impossible.why()).contains("log to 11 groups", "--follow"));
    }
}

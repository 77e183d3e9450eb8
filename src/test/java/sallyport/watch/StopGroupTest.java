package sallyport.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.watch.Seen.exited;
import static sallyport.watch.Seen.running;
import static sallyport.watch.Seen.stopped;

import java.util.List;
import org.junit.jupiter.api.Test;

class StopGroupTest {
    @Test
    void tasks_that_stopped_for_one_reason_are_one_group_with_the_last_of_them_first() {
        var groups = StopGroup.of(List.of(ended(30, 1), ended(10, 1), ended(20, 1)));

        assertThat(groups).singleElement().satisfies(group -> {
            assertThat(group.cause().what()).isEqualTo("app exited with code 1 of its own.");
            assertThat(group.tasks()).extracting(TaskState::id).containsExactly(Seen.id(10), Seen.id(20), Seen.id(30));
        });
    }

    @Test
    void the_largest_group_comes_first_and_of_equals_the_one_that_stopped_last() {
        var groups = StopGroup.of(List.of(ended(5, 127), ended(9, 137), ended(10, 1), ended(20, 1)));

        assertThat(groups)
                .extracting(group -> group.cause().what().replaceAll("\\D", ""))
                .containsExactly("1", "127", "137");
    }

    @Test
    void words_that_differ_in_the_task_alone_are_one_reason() {
        var unhealthy =
                "(service web) (task %s) (port 3000) is unhealthy in (target-group web) because %s did not answer"
                        + " the health check";

        assertThat(StopGroup.of(List.of(
                        stopped(1, "", unhealthy.formatted(Seen.id(1), "10.0.0.1")),
                        stopped(2, "", unhealthy.formatted(Seen.id(2), "10.0.0.27")))))
                .hasSize(1);
    }

    @Test
    void running_tasks_are_in_no_group() {
        assertThat(StopGroup.of(List.of(running(1)))).isEmpty();
    }

    @Test
    void a_task_of_which_ecs_says_nothing_is_said_to_have_no_reason() {
        assertThat(StopGroup.of(List.of(stopped(1, "", ""))))
                .extracting(group -> group.cause().what())
                .containsExactly("ECS does not say why.");
    }

    private static TaskState ended(int number, int code) {
        return stopped(number, "EssentialContainerExited", "Essential container exited", exited("app", code, ""));
    }
}

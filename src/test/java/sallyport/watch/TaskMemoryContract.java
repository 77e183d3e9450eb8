package sallyport.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.watch.Past.NOW;
import static sallyport.watch.Past.exited;
import static sallyport.watch.Past.id;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every memory of stopped tasks promises. */
public abstract class TaskMemoryContract {
    private static final TaskGroup OTHER = new TaskGroup("111122223333", "eu-west-1", "prod", "service:worker");

    private volatile Instant now = NOW;
    private final InstantSource clock = () -> now;
    private Optional<TaskMemory> memory = Optional.empty();

    /** Opens the memory of this test, empty or with what an earlier one of this test left. */
    protected abstract TaskMemory open(InstantSource clock);

    private TaskMemory memory() {
        var open = memory.orElseGet(() -> open(clock));
        memory = Optional.of(open);
        return open;
    }

    @AfterEach
    void close() {
        memory.ifPresent(TaskMemory::close);
    }

    private static TaskHistory seen(int number, int minutesAgo, int code) {
        return Past.known(exited(number, minutesAgo, code), new KnownFrom.Look(NOW));
    }

    private void keep(TaskHistory... tasks) {
        assertThat(memory().keep(List.of(tasks).stream()
                        .map(task -> new StoppedTask(Past.WEB, task))
                        .toList()))
                .isTrue();
    }

    private List<TaskHistory> of(TaskGroup group) {
        return ((Fact.Known<List<TaskHistory>>) memory().of(group)).value();
    }

    @Test
    void what_was_kept_is_there_newest_first_and_to_the_letter() {
        var told = Past.known(exited(3, 5, 137), new KnownFrom.TaskEvent(NOW));
        keep(seen(1, 20, 1), told, seen(2, 10, 0));

        assertThat(of(Past.WEB)).containsExactly(told, seen(2, 10, 0), seen(1, 20, 1));
    }

    @Test
    void a_task_that_is_kept_again_is_there_once_as_it_was_told_last() {
        keep(seen(1, 20, 1));
        keep(seen(1, 20, 2), seen(1, 20, 3));

        assertThat(of(Past.WEB)).containsExactly(seen(1, 20, 3));
    }

    @Test
    void groups_do_not_mix() {
        keep(seen(1, 20, 1));

        assertThat(of(OTHER)).isEmpty();
    }

    @Test
    void what_was_kept_outlives_whoever_kept_it() {
        keep(seen(1, 20, 1));
        memory().close();
        memory = Optional.empty();

        assertThat(of(Past.WEB)).containsExactly(seen(1, 20, 1));
    }

    @Test
    void after_thirty_days_it_is_forgotten() {
        keep(seen(1, 0, 1));
        now = NOW.plus(TaskMemory.KEPT).minusMillis(1);
        assertThat(of(Past.WEB)).hasSize(1);

        now = NOW.plus(TaskMemory.KEPT).plus(Duration.ofMillis(1));

        assertThat(of(Past.WEB)).isEmpty();
    }

    @Test
    void of_more_tasks_than_are_kept_of_a_group_the_newest_are_there() {
        int many = TaskMemory.MOST_OF_A_GROUP + 1;
        keep(IntStream.rangeClosed(1, many).mapToObj(i -> seen(i, many - i, 1)).toArray(TaskHistory[]::new));

        assertThat(of(Past.WEB)).hasSize(TaskMemory.MOST_OF_A_GROUP);
        assertThat(of(Past.WEB).getFirst().task().id()).isEqualTo(id(many));
        assertThat(of(Past.WEB).getLast().task().id()).isEqualTo(id(2));
    }

    @Test
    void nothing_to_keep_is_kept() {
        assertThat(memory().keep(List.of())).isTrue();
        assertThat(of(Past.WEB)).isEmpty();
    }
}

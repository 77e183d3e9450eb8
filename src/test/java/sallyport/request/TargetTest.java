package sallyport.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sallyport.request.Examples.target;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TargetTest {
    /** Components, in the order of the record, that a new task of the same revision may change. */
    private static final Set<Integer> MAY_DIFFER = Set.of(0, 8, 9);

    private static final List<Function<Target, String>> COMPONENTS = List.of(
            Target::alias,
            Target::account,
            Target::region,
            Target::cluster,
            Target::service,
            Target::taskDefinition,
            Target::container,
            Target::imageDigest,
            Target::task,
            Target::runtimeId);

    @Test
    void people_see_the_last_parts_of_arns() {
        assertThat(target().taskId()).isEqualTo("0f9de3c5a1b24b6c8d7e6f5a4b3c2d1e");
        assertThat(target().revision()).isEqualTo("web:42");
        assertThat(target().clusterName()).isEqualTo("prod");
    }

    @Test
    void another_task_of_the_same_revision_is_the_same_place_and_nothing_else_is() {
        assertThat(COMPONENTS).hasSize(Target.class.getRecordComponents().length);
        for (int component = 0; component < COMPONENTS.size(); component++) {
            assertThat(target().sameRevisionAs(changed(component)))
                    .as("component %s", component)
                    .isEqualTo(MAY_DIFFER.contains(component));
        }
    }

    @Test
    void a_person_or_channel_without_a_name_is_refused() {
        BiFunction<String, String, Runnable> person = (team, user) -> () -> new Person(team, user);
        assertThatThrownBy(() -> person.apply(" ", "U1").run()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> person.apply("T1", "").run()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ChannelId(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_exit_code_fits_a_byte() {
        assertThat(new ExitStatus.Exited(255).code()).isEqualTo(255);
        assertThatThrownBy(() -> new ExitStatus.Exited(256)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ExitStatus.Exited(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Target changed(int component) {
        var v = COMPONENTS.stream().map(c -> c.apply(target())).toArray(String[]::new);
        v[component] += "x";
        return new Target(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9]);
    }
}

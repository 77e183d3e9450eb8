package sallyport.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliasesTest {
    private static final Alias WEB = alias("web", "prod", "web");
    private static final Alias WORKER = alias("worker", "prod", "worker");
    private static final Alias WORKER_LOGS = alias("worker-sidecar", "prod", "worker");
    private final Aliases aliases = new Aliases(List.of(WORKER, WEB, WORKER_LOGS));

    @Test
    void a_target_is_found_by_its_alias() {
        assertThat(aliases.find("web")).contains(WEB);
        assertThat(aliases.find("Web")).isEmpty();
    }

    @Test
    void a_target_is_found_by_cluster_and_service_when_they_name_one_only() {
        assertThat(aliases.find("prod/web")).contains(WEB);
        assertThat(aliases.find("prod/worker")).isEmpty();
        assertThat(aliases.find("prod/other")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:ecs:eu-central-1:111122223333:service/prod/web, true",
        "arn:aws-cn:ecs:eu-central-1:111122223333:service/prod/web, true",
        "arn:aws:ecs:eu-west-1:111122223333:service/prod/web, false",
        "arn:aws:ecs:eu-central-1:444455556666:service/prod/web, false",
        "arn:aws:ecs:eu-central-1:111122223333:service/test/web, false",
        "arn:aws:ecs:eu-central-1:111122223333:service/prod/other, false",
        "arn:aws:ecs:eu-central-1:111122223333:task/prod/web, false",
        "arn:aws:ecs:eu-central-1:111122223333:service/prod/worker, false"
    })
    void a_target_is_found_by_the_arn_of_its_service_when_it_is_configured(String arn, boolean found) {
        assertThat(aliases.find(arn)).isEqualTo(found ? Optional.of(WEB) : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "ab12, ab12",
        "arn:aws:ecs:eu-central-1:111122223333:task/prod/ab12, ab12",
        "arn:aws:ecs:eu-west-1:111122223333:task/prod/ab12,",
        "arn:aws:ecs:eu-central-1:444455556666:task/prod/ab12,",
        "arn:aws:ecs:eu-central-1:111122223333:task/test/ab12,",
        "arn:aws:ecs:eu-central-1:111122223333:service/prod/ab12,",
        "arn:aws:ecs:eu-central-1:111122223333:task/ab12,"
    })
    void a_choice_is_put_into_the_targets_own_words_if_its_task_can_be_one_of_it(String task, @Nullable String id) {
        var container = Optional.of("app");
        assertThat(new Selector("prod/web", Optional.of(task), container).within(WEB))
                .isEqualTo(Optional.ofNullable(id).map(own -> new Selector("web", Optional.of(own), container)));
    }

    @Test
    void a_choice_of_any_task_is_put_into_the_targets_own_words() {
        assertThat(new Selector("prod/web", Optional.empty(), Optional.empty()).within(WEB))
                .contains(new Selector("web", Optional.empty(), Optional.empty()));
    }

    @Test
    void the_same_alias_twice_is_refused() {
        assertThatThrownBy(() -> new Aliases(List.of(WEB, WEB))).hasMessageContaining("web");
    }

    @Test
    void all_are_listed_by_name() {
        assertThat(aliases.all()).containsExactly(WEB, WORKER, WORKER_LOGS);
    }

    @ParameterizedTest
    @CsvSource({"wbe,web", "webb,web", "worke,worker", "wrokers,worker", "w,web"})
    void a_slip_of_the_finger_is_guessed(String typed, String meant) {
        assertThat(aliases.nearest(typed)).contains(meant);
    }

    @Test
    void the_nearest_of_several_is_guessed() {
        var near = new Aliases(
                List.of(alias("web-b", "prod", "a"), alias("web-ba", "prod", "b"), alias("web", "prod", "c")));
        assertThat(near.nearest("web-bb")).contains("web-b");
        assertThat(near.nearest("web-baa")).contains("web-ba");
        assertThat(near.nearest("wev")).contains("web");
    }

    @Test
    void nothing_is_guessed_from_afar() {
        assertThat(aliases.nearest("billing")).isEmpty();
        assertThat(new Aliases(List.of()).nearest("web")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"'','',0", "'',abc,3", "abc,'',3", "abc,abc,0", "kitten,sitting,3", "flaw,lawn,2", "ab,ba,2"})
    void the_distance_counts_inserted_deleted_and_replaced_characters(String from, String to, int distance) {
        assertThat(EditDistance.between(from, to)).isEqualTo(distance);
    }

    private static Alias alias(String name, String cluster, String service) {
        return new Alias(name, "111122223333", "eu-central-1", cluster, service, Optional.empty(), Optional.empty());
    }
}

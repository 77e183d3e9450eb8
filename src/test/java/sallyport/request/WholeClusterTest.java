package sallyport.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets that are whole clusters, and what can be named in them. */
class WholeClusterTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final Alias JOBS = alias("jobs", "eu-central-1", "prod", "*");
    private static final Alias WEB = alias("web", "eu-central-1", "prod", "api-web");
    private static final Alias FLEET = alias("fleet", "eu-west-1", "fleet", "*");
    private final Aliases aliases = new Aliases(List.of(JOBS, WEB, FLEET));

    @ParameterizedTest
    @CsvSource({
        "jobs/report, jobs/report, report",
        "prod/report, jobs/report, report",
        "jobs/family:report, jobs/family:report, family:report",
        "prod/family:report, jobs/family:report, family:report",
        "arn:aws:ecs:eu-central-1:111122223333:service/prod/report, jobs/report, report",
        "fleet/ship-001, fleet/ship-001, ship-001"
    })
    void a_place_is_found_by_target_or_cluster_and_is_called_by_the_target(String typed, String name, String service) {
        assertThat(aliases.find(typed)).hasValueSatisfying(place -> {
            assertThat(place.name()).isEqualTo(name);
            assertThat(place.service()).isEqualTo(service);
            assertThat(place.configured()).isEqualTo(name.substring(0, name.indexOf('/')));
            assertThat(aliases.find(place.name())).contains(place);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs",
                "jobs/",
                "prod/*",
                "jobs/*",
                "jobs/a b",
                "jobs/family:",
                "jobs/service:web",
                "jobs/x/y",
                "nowhere/report",
                "report",
                "arn:aws:ecs:eu-west-1:111122223333:service/prod/report",
                "jobs/" + ID
            })
    void what_names_no_place_is_not_found(String typed) {
        assertThat(aliases.find(typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"prod/api-web", "jobs/api-web", "arn:aws:ecs:eu-central-1:111122223333:service/prod/api-web"})
    void a_service_that_is_a_target_of_its_own_is_always_that_target(String typed) {
        assertThat(aliases.find(typed)).contains(WEB);
    }

    @Test
    void a_service_with_two_targets_of_its_own_is_not_reached_around_them() {
        var two = new Aliases(List.of(JOBS, WEB, alias("web-2", "eu-central-1", "prod", "api-web")));

        assertThat(two.find("prod/api-web")).isEmpty();
        assertThat(two.find("jobs/api-web")).isEmpty();
    }

    @Test
    void of_two_targets_for_one_cluster_one_has_to_be_named() {
        var two = new Aliases(List.of(JOBS, alias("jobs-2", "eu-central-1", "prod", "*")));

        assertThat(two.find("prod/report")).isEmpty();
        assertThat(two.find("jobs-2/report")).map(Alias::name).contains("jobs-2/report");
    }

    @ParameterizedTest
    @CsvSource({
        ID + ", jobs fleet",
        "jobs/" + ID + ", jobs",
        "prod/" + ID + ", jobs",
        "arn:aws:ecs:eu-central-1:111122223333:task/prod/" + ID + ", jobs",
        "arn:aws:ecs:eu-central-1:444455556666:task/prod/" + ID + ",",
        "web/" + ID + ",",
        "0123456789abcdef,"
    })
    void a_task_is_understood_by_its_whole_id_with_the_clusters_it_may_be_in(String typed, @Nullable String where) {
        var clusters = aliases.task(typed)
                .map(task -> String.join(
                        " ",
                        task.clusters().stream()
                                .map(Alias::name)
                                .sorted(Comparator.reverseOrder())
                                .toList()));

        assertThat(clusters).isEqualTo(Optional.ofNullable(where));
    }

    @Test
    void a_tasks_arn_is_understood_in_the_cluster_of_any_target_and_an_id_alone_is_not() {
        var one = new Aliases(List.of(WEB));

        assertThat(one.task("arn:aws:ecs:eu-central-1:111122223333:task/prod/" + ID))
                .map(Aliases.Task::clusters)
                .contains(List.of(WEB));
        assertThat(one.task(ID)).isEmpty();
    }

    @Test
    void what_a_task_belongs_to_is_the_service_if_that_is_a_target_and_else_a_place_in_the_cluster() {
        assertThat(aliases.inClusterOf(JOBS, "api-web")).contains(WEB);
        assertThat(aliases.inClusterOf(WEB, "report")).map(Alias::name).contains("jobs/report");
        assertThat(new Aliases(List.of(WEB)).inClusterOf(WEB, "report")).isEmpty();
    }

    private static Alias alias(String name, String region, String cluster, String service) {
        return new Alias(name, "111122223333", region, cluster, service, Optional.empty(), Optional.empty());
    }
}

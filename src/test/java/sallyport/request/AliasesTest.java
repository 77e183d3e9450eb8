package sallyport.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
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

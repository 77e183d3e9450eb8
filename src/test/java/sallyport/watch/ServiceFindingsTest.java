package sallyport.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sallyport.watch.ServiceState.Deployment;

class ServiceFindingsTest {
    @Test
    void a_service_as_wanted_gives_a_headline_and_no_findings() {
        var service = service("ACTIVE", 2, 2, 0, deployment("COMPLETED", ""));

        assertThat(Headline.of(service)).isEqualTo("web: 2 of 2 running, web:42, FARGATE, exec on");
        assertThat(ServiceFindings.of(service)).isEmpty();
    }

    @Test
    void the_headline_says_when_the_service_is_not_active_and_tasks_are_pending() {
        assertThat(Headline.of(service("DRAINING", 2, 0, 1)))
                .isEqualTo("web: service is DRAINING, 0 of 2 running, 1 pending, web:42, FARGATE, exec on");
    }

    @Test
    void a_failed_rollout_is_told_with_ecs_words() {
        var service = service("ACTIVE", 2, 2, 0, deployment("FAILED", "tasks failed to start."));

        assertThat(ServiceFindings.of(service))
                .extracting(Finding::what)
                .containsExactly("The deployment of web:42 failed. ECS says: tasks failed to start.");
    }

    @Test
    void a_rollout_under_way_tells_how_far_it_is_and_what_failed() {
        var service = service("ACTIVE", 3, 3, 0, deployment("IN_PROGRESS", ""));

        assertThat(ServiceFindings.of(service))
                .extracting(Finding::what)
                .containsExactly("A deployment of web:42 is under way: 1 of 3 tasks run, 2 failed.");
    }

    @Test
    void missing_tasks_are_counted_and_a_service_scaled_to_zero_is_not_missing_any() {
        assertThat(ServiceFindings.of(service("ACTIVE", 3, 1, 0)))
                .extracting(Finding::what)
                .singleElement()
                .asString()
                .startsWith("2 of 3 tasks are missing");
        assertThat(ServiceFindings.of(service("ACTIVE", 0, 0, 0)))
                .extracting(Finding::what)
                .containsExactly("The service is scaled to zero tasks.");
    }

    private static Deployment deployment(String rollout, String reason) {
        return new Deployment("ecs-svc/1", "PRIMARY", rollout, reason, "web:42", 3, 1, 2, Optional.empty());
    }

    private static ServiceState service(
            String status, int desired, int running, int pending, Deployment... deployments) {
        return new ServiceState(
                "web",
                "prod",
                "web",
                status,
                desired,
                running,
                pending,
                "web:42",
                "FARGATE",
                true,
                List.of(deployments),
                List.of(),
                List.of());
    }
}

package sallyport.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopCauseTest {
    private static final String EXITED = "EssentialContainerExited";

    @Test
    void a_running_task_has_no_cause() {
        assertThat(StopCause.of(task("", "", running("app")))).isEmpty();
    }

    @Test
    void a_137_with_an_out_of_memory_reason_was_killed_for_memory() {
        var container = exited("app", 137, "OutOfMemoryError: Container killed due to memory usage");

        var cause = StopCause.of(task(EXITED, "Essential container in task exited", container));

        assertThat(cause).get().extracting(Finding::what).asString().contains("app was killed for memory");
        assertThat(cause.flatMap(Finding::remedy)).get().asString().contains("Raise the memory");
    }

    @ParameterizedTest
    @CsvSource({
        "137, SIGKILL",
        "143, SIGTERM",
        "139, segmentation fault",
        "126, cannot be executed",
        "127, not found",
        "0, finished by itself",
        "1, exited with code 1",
        "255, code 255"
    })
    void an_exit_code_is_told_in_words(int code, String words) {
        var cause = StopCause.of(task(EXITED, "Essential container in task exited", exited("app", code, "")));

        assertThat(cause)
                .get()
                .extracting(Finding::what)
                .asString()
                .contains("app")
                .contains(words);
    }

    @Test
    void a_137_without_a_memory_reason_is_not_called_a_memory_kill() {
        var cause = StopCause.of(task(EXITED, "Essential container in task exited", exited("app", 137, "")));

        assertThat(cause).get().extracting(Finding::what).asString().doesNotContain("killed for memory");
    }

    @Test
    void the_container_that_failed_by_itself_is_blamed_and_not_those_that_were_stopped_after_it() {
        var cause = StopCause.of(task(
                EXITED,
                "Essential container in task exited",
                exited("proxy", 143, ""),
                exited("app", 3, ""),
                exited("agent", 137, ""),
                exited("init", 0, "")));

        assertThat(cause).get().extracting(Finding::what).asString().startsWith("app exited with code 3");
    }

    @ParameterizedTest
    @CsvSource({
        "CannotPullContainerError: pull access denied for web, could not be pulled",
        "ResourceInitializationError: unable to pull secrets, could not prepare the task",
        "CannotStartContainerError: exec: \"serve\": not found, could not be started"
    })
    void a_start_error_is_told_in_words_and_quoted(String reason, String words) {
        var cause = StopCause.of(task("TaskFailedToStart", reason, running("app")));

        assertThat(cause)
                .get()
                .extracting(Finding::what)
                .asString()
                .contains(words)
                .contains(reason);
        assertThat(cause.flatMap(Finding::remedy)).isPresent();
    }

    @Test
    void a_start_error_that_only_the_container_carries_is_found() {
        var cause = StopCause.of(
                task("TaskFailedToStart", "Task failed to start", failed("app", "CannotPullContainerError: timeout")));

        assertThat(cause).get().extracting(Finding::what).asString().contains("could not be pulled");
    }

    @Test
    void a_spot_interruption_is_not_blamed_on_the_signal_that_carried_it_out() {
        var cause = StopCause.of(task("SpotInterruption", "Your Spot Task was interrupted.", exited("app", 137, "")));

        assertThat(cause).get().extracting(Finding::what).asString().contains("Spot capacity");
    }

    @Test
    void health_checks_of_the_load_balancer_and_of_the_container_are_told_apart() {
        var balancer = task(
                "ServiceSchedulerInitiated",
                "Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:eu-west-1:1:tg/web)",
                exited("app", 143, ""));
        var own = task("ServiceSchedulerInitiated", "Task failed container health checks", exited("app", 137, ""));

        assertThat(StopCause.of(balancer))
                .get()
                .extracting(Finding::what)
                .asString()
                .contains("load balancer");
        assertThat(StopCause.of(own)).get().extracting(Finding::what).asString().contains("container health check");
    }

    @Test
    void a_replacement_by_a_deployment_is_not_called_a_failure() {
        var cause = StopCause.of(task(
                "ServiceSchedulerInitiated",
                "Scaling activity initiated by (deployment ecs-svc/0123456789)",
                exited("app", 143, "")));

        assertThat(cause).get().extracting(Finding::what).asString().contains("The service replaced it");
    }

    @Test
    void the_words_of_whoever_stopped_it_are_kept() {
        var cause = StopCause.of(task("UserInitiated", "draining by hand", exited("app", 143, "")));

        assertThat(cause).get().extracting(Finding::what).isEqualTo("Somebody stopped it. ECS says: draining by hand");
    }

    @Test
    void words_nobody_foresaw_are_passed_on() {
        var cause = StopCause.of(task("BrandNewCode", "The moon was in the way", running("app")));

        assertThat(cause).get().extracting(Finding::what).isEqualTo("ECS says: The moon was in the way");
    }

    private static ContainerState running(String name) {
        return container(name, "RUNNING", OptionalInt.empty(), "");
    }

    private static ContainerState failed(String name, String reason) {
        return container(name, "STOPPED", OptionalInt.empty(), reason);
    }

    private static ContainerState exited(String name, int code, String reason) {
        return container(name, "STOPPED", OptionalInt.of(code), reason);
    }

    private static ContainerState container(String name, String status, OptionalInt code, String reason) {
        return new ContainerState(name, "web:1", "", status, code, reason, "", Optional.empty());
    }

    private static TaskState task(String code, String reason, ContainerState... containers) {
        return new TaskState(
                "arn:aws:ecs:eu-west-1:111122223333:task/prod/0123456789abcdef0123456789abcdef",
                "STOPPED",
                "STOPPED",
                "UNKNOWN",
                "web:42",
                "eu-west-1a",
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                code,
                reason,
                List.of(containers));
    }
}

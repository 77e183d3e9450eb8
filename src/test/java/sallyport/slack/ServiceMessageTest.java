package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.watch.ServiceState;
import sallyport.watch.TaskState;

class ServiceMessageTest {
    @ParameterizedTest
    @CsvSource({"RUNNING, true, yes", "RUNNING, false, no", "STOPPED, true, -", "STOPPED, false, -"})
    void exec_is_a_matter_of_running_tasks(String status, boolean execEnabled, String shown) {
        var rows = ServiceMessage.tasks(service(task(status, execEnabled)));
        assertThat(Requests.json(rows.blocks())).containsPattern("00112233  " + status + " .* " + shown + "\"");
    }

    private static TaskState task(String status, boolean execEnabled) {
        return new TaskState(
                "arn:aws:ecs:eu-central-1:123456789012:task/prod/0011223344556677",
                status,
                status,
                "UNKNOWN",
                "batch:7",
                "eu-central-1a",
                execEnabled,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                List.of());
    }

    private static ServiceState service(TaskState task) {
        return new ServiceState(
                "batch",
                "prod",
                "batch",
                "ACTIVE",
                1,
                1,
                0,
                "batch:7",
                "FARGATE",
                true,
                List.of(),
                List.of(),
                List.of(task));
    }
}

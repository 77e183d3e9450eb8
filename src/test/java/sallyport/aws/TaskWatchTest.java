package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskWatchTest {
    private final AwsStub aws = new AwsStub();
    private final AwsClients clients = aws.clients();
    private final EcsFixture ecs = new EcsFixture(aws);
    private final TaskWatch watch = new TaskWatch(new EcsReader(clients));
    private final String arn = EcsFixture.arn(EcsFixture.id(1));

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @Test
    void a_running_task_is_no_reason_to_hang_up() {
        ecs.runs(EcsFixture.id(1));

        assertThat(watch.stopped(EcsFixture.TARGET, arn)).isEmpty();
    }

    @Test
    void a_stopped_task_is_told_with_its_cause() {
        ecs.stopped(EcsFixture.id(1), 139);

        assertThat(watch.stopped(EcsFixture.TARGET, arn))
                .get()
                .asString()
                .contains(EcsFixture.id(1) + " stopped")
                .contains("segmentation fault");
    }

    @Test
    void a_task_that_ecs_has_forgotten_has_stopped() {
        assertThat(watch.stopped(EcsFixture.TARGET, arn)).get().asString().contains("stopped");
    }

    @Test
    void a_task_that_cannot_be_looked_up_is_not_called_stopped() {
        aws.on("DescribeTasks", body -> AwsStub.error(400, "AccessDeniedException", "no"));

        assertThat(watch.stopped(EcsFixture.TARGET, arn)).isEmpty();
    }
}

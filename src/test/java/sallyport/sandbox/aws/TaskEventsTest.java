package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sallyport.sandbox.aws.wire.Json;
import tools.jackson.databind.JsonNode;

/** The queue of task state changes tells what happens to tasks, at least once. */
class TaskEventsTest {
    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    private static final String QUEUE = "\"QueueUrl\":\"http://localhost/123456789012/ecs-task-state-changes\"";

    private static JsonNode receive(String more) throws IOException, InterruptedException {
        return AWS.api()
                .call("sqs", "ReceiveMessage", "{" + QUEUE + more + "}")
                .body()
                .path("Messages");
    }

    private static String stopTheWorker() throws IOException, InterruptedException {
        var task = AWS.api().task("worker");
        AWS.api().ecs("StopTask", "{\"cluster\":\"demo\",\"task\":\"" + task + "\",\"reason\":\"enough\"}");
        return task;
    }

    @Test
    void a_task_that_is_told_to_stop_is_an_event_with_times_as_text() throws Exception {
        assertThat(receive("")).isEmpty();
        var task = stopTheWorker();
        var event = Json.MAPPER.readTree(
                receive(",\"WaitTimeSeconds\":5").path(0).path("Body").asString());
        assertThat(event.path("detail-type").asString()).isEqualTo("ECS Task State Change");
        assertThat(event.at("/detail/taskArn").asString()).isEqualTo(task);
        assertThat(event.at("/detail/desiredStatus").asString()).isEqualTo("STOPPED");
        assertThat(event.at("/detail/stoppedReason").asString()).isEqualTo("enough");
        assertThat(event.at("/detail/createdAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }

    @Test
    void what_is_received_is_hidden_and_comes_again_until_it_is_deleted() throws Exception {
        stopTheWorker();
        var first = receive(",\"VisibilityTimeout\":0").path(0);
        assertThat(receive("").path(0).path("MessageId")).isEqualTo(first.path("MessageId"));
        assertThat(receive("")).isEmpty();
        AWS.aws().reset();
        stopTheWorker();
        var receipt = receive(",\"VisibilityTimeout\":0")
                .path(0)
                .path("ReceiptHandle")
                .asString();
        AWS.api().call("sqs", "DeleteMessage", "{" + QUEUE + ",\"ReceiptHandle\":\"" + receipt + "\"}");
        assertThat(receive("")).isEmpty();
    }

    @Test
    void every_status_of_a_task_is_an_event_of_its_own() throws Exception {
        stopTheWorker();
        for (int i = 0; i < 8; i++) {
            AWS.aws().step();
        }
        // The old one: told to stop, and four statuses; the one in its place: four more.
        assertThat(receive(",\"MaxNumberOfMessages\":10").size()).isEqualTo(9);
    }

    @Test
    void another_queue_does_not_exist() throws Exception {
        assertThat(AWS.api()
                        .call("sqs", "ReceiveMessage", "{\"QueueUrl\":\"http://localhost/1/nope\"}")
                        .error())
                .endsWith("QueueDoesNotExist");
    }
}

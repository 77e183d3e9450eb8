package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.aws.TaskEvents.Outcome;
import sallyport.watch.Fact;
import sallyport.watch.MemoryOfTasks;
import sallyport.watch.TaskGroup;
import sallyport.watch.TaskHistory;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.JsonNode;

/** The queue that EventBridge tells of tasks, from what SQS answers to what is remembered. */
class TaskEventsTest {
    private static final QueueUrl QUEUE = QueueUrl.of(
                    "https://sqs.eu-west-1.amazonaws.com/111122223333/sallyport-tasks")
            .orElseThrow();
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final AwsStub aws = new AwsStub();
    private final AwsClients clients = aws.clients();
    private final SqsClient sqs = clients.sqs(QUEUE.region());
    private final MemoryOfTasks memory = new MemoryOfTasks();
    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final TaskEvents events = new TaskEvents(
            sqs, QUEUE, List.of(EcsFixture.TARGET), memory, outcomes::add, InstantSource.fixed(NOW), time -> {
                pauses.add(time);
                if (pauses.size() == 8) {
                    throw new InterruptedException();
                }
            });

    @AfterEach
    void close() {
        events.close();
        sqs.close();
        clients.close();
        aws.close();
    }

    private void gives(String... bodies) {
        var answer = AwsStub.JSON.createObjectNode();
        var messages = answer.putArray("Messages");
        for (int i = 0; i < bodies.length; i++) {
            messages.addObject()
                    .put("MessageId", "m" + i)
                    .put("ReceiptHandle", "receipt-" + i)
                    .put("MD5OfBody", md5(bodies[i]))
                    .put("Body", bodies[i]);
        }
        aws.on("ReceiveMessage", _ -> AwsStub.json(answer));
        aws.answers("DeleteMessage", "{}");
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private List<TaskHistory> remembered() {
        return ((Fact.Known<List<TaskHistory>>) memory.of(TaskGroup.of(EcsFixture.WEB))).value();
    }

    private List<String> deleted() {
        return aws.calls("DeleteMessage").stream()
                .map(AwsStub.Call::body)
                .map(body -> text(body, "ReceiptHandle"))
                .toList();
    }

    private static String text(JsonNode body, String name) {
        return body.path(name).asString("");
    }

    @Test
    void a_stop_is_remembered_and_then_its_message_is_deleted() {
        gives(TaskEventTest.STOPPED);

        assertThat(events.take()).isTrue();

        assertThat(remembered())
                .singleElement()
                .satisfies(known -> assertThat(known.task().revision()).isEqualTo("web:42"));
        assertThat(deleted()).containsExactly("receipt-0");
        assertThat(outcomes).containsExactly(Outcome.STORED);
    }

    @Test
    void it_waits_for_messages_and_names_the_queue() {
        gives();

        assertThat(events.take()).isTrue();

        var asked = aws.calls("ReceiveMessage").getFirst().body();
        assertThat(text(asked, "QueueUrl")).isEqualTo(QUEUE.url());
        assertThat(asked.path("WaitTimeSeconds").asInt()).isEqualTo(10);
        assertThat(asked.path("MaxNumberOfMessages").asInt()).isEqualTo(10);
    }

    @Test
    void what_cannot_be_stored_stays_in_the_queue() {
        gives(TaskEventTest.STOPPED, "poison");
        memory.answers = false;

        assertThat(events.take()).isFalse();

        assertThat(deleted()).isEmpty();
        assertThat(outcomes).isEmpty();
    }

    @Test
    void poison_and_what_does_not_matter_are_counted_and_deleted() {
        gives("poison", TaskEventTest.STOPPED.replace("cluster/prod", "cluster/other"), TaskEventTest.STOPPED);

        assertThat(events.take()).isTrue();

        assertThat(outcomes).containsExactly(Outcome.POISON, Outcome.PASSED_OVER, Outcome.STORED);
        assertThat(deleted()).containsExactly("receipt-0", "receipt-1", "receipt-2");
    }

    @Test
    void a_queue_that_does_not_answer_is_asked_again_after_growing_pauses() {
        aws.on("ReceiveMessage", _ -> AwsStub.error(400, "com.amazonaws.sqs#QueueDoesNotExist", "no such queue"));

        events.start();

        await().until(() -> pauses.size() == 8);
        assertThat(pauses.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }
}

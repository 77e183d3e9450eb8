package sallyport.sandbox.aws.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** GetQueueUrl, ReceiveMessage and DeleteMessage of the one queue there is. */
final class Sqs {
    private static final String QUEUE = "ecs-task-state-changes";

    /** Limits of SQS: messages of one answer, seconds of waiting and of hiding. */
    private static final int MAX_MESSAGES = 10;

    private static final int MAX_WAIT = 20;
    private static final int MAX_HIDDEN = 43_200;
    private static final int STANDARD_HIDDEN = 30;

    private final TaskEvents events;

    Sqs(TaskEvents events) {
        this.events = events;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "GetQueueUrl", (request, caller) -> queueUrl(request),
                "ReceiveMessage", (request, caller) -> receive(request),
                "DeleteMessage", (request, caller) -> delete(request));
    }

    private static ObjectNode queueUrl(JsonNode request) {
        var asked = Members.of(request, "QueueName", "QueueOwnerAWSAccountId");
        requireQueue(asked.requiredText("QueueName"));
        return Json.object()
                .put("QueueUrl", "https://sqs." + Account.REGION + ".amazonaws.com/" + Account.ID + "/" + QUEUE);
    }

    /** Only the end of a queue's address counts, whatever host it names. */
    private static void requireQueue(String nameOrUrl) {
        if (!nameOrUrl.equals(QUEUE) && !nameOrUrl.endsWith("/" + Account.ID + "/" + QUEUE)) {
            throw Refusal.of("com.amazonaws.sqs#QueueDoesNotExist", "The specified queue does not exist.");
        }
    }

    private ObjectNode receive(JsonNode request) {
        var asked = Members.of(
                request,
                "QueueUrl",
                "MaxNumberOfMessages",
                "VisibilityTimeout",
                "WaitTimeSeconds",
                "AttributeNames",
                "MessageSystemAttributeNames",
                "MessageAttributeNames");
        requireQueue(asked.requiredText("QueueUrl"));
        int most = number(asked, "MaxNumberOfMessages", 1, MAX_MESSAGES, 1);
        var hidden = Duration.ofSeconds(number(asked, "VisibilityTimeout", 0, MAX_HIDDEN, STANDARD_HIDDEN));
        var patience = Duration.ofSeconds(number(asked, "WaitTimeSeconds", 0, MAX_WAIT, 0));
        var answer = Json.object();
        try {
            var received = events.receive(most, hidden, patience);
            if (!received.isEmpty()) {
                answer.set(
                        "Messages",
                        EcsJson.array(received.stream().map(Sqs::json).toList()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answer;
    }

    private static int number(Members asked, String name, int least, int most, int standard) {
        long value = asked.integer(name).orElse((long) standard);
        if (value < least || value > most) {
            throw Refusal.of(
                    "InvalidParameterValue",
                    "Value " + value + " for parameter " + name + " is invalid. Reason: Must be between " + least
                            + " and " + most + ", if provided.");
        }
        return (int) value;
    }

    private static ObjectNode json(TaskEvents.Received received) {
        var message = received.message();
        var json = Json.object()
                .put("MessageId", message.id())
                .put("ReceiptHandle", received.receipt())
                .put("MD5OfBody", md5(message.body()))
                .put("Body", message.body());
        json.putObject("Attributes")
                .put("SentTimestamp", Long.toString(message.sentAt().toEpochMilli()))
                .put("ApproximateReceiveCount", Integer.toString(received.count()));
        return json;
    }

    /** SQS sends it so that clients can compare. */
    private static String md5(String body) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no MD5", e);
        }
    }

    private ObjectNode delete(JsonNode request) {
        var asked = Members.of(request, "QueueUrl", "ReceiptHandle");
        requireQueue(asked.requiredText("QueueUrl"));
        events.delete(asked.requiredText("ReceiptHandle"));
        return Json.object();
    }
}

package sallyport.kill;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;
import sallyport.e2e.ControlClient;
import tools.jackson.databind.JsonNode;

/** The people of the workspace, who ask, and review what they see; patient when nobody answers. */
final class People {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Slack's trigger for a modal is dead after that. */
    private static final Duration VIEW_PATIENCE = Duration.ofSeconds(3);

    private final ControlClient slack;
    private final List<String> tasks;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, Instant> touched = new ConcurrentHashMap<>();

    People(Far far) {
        this.slack = new ControlClient(far.slack.endpoint());
        this.tasks = far.tasks();
    }

    ControlClient slack() {
        return slack;
    }

    /** The number the next request will have. */
    int next() {
        return numbers.get() + 1;
    }

    /** Asks for a command that needs a reviewer, in the first task. */
    int ask(int ticks) {
        return ask(tasks.getFirst(), ticks, "");
    }

    /** Asks for a command that needs nobody, in the other task. */
    int askInBackground(int ticks) {
        return ask(tasks.getLast(), ticks, " background");
    }

    private int ask(String task, int ticks, String kind) {
        int number = numbers.incrementAndGet();
        touched.put(number, Instant.now());
        slack.command(
                ControlClient.REQUESTER, "exec web --task %s -- work %d %d%s".formatted(task, number, ticks, kind));
        return number;
    }

    /** When somebody last did something for the request. */
    Instant touched(int number) {
        return touched.getOrDefault(number, Instant.EPOCH);
    }

    int asked() {
        return numbers.get();
    }

    /** Waits until the request can be reviewed. */
    void awaitReviewable(int number) {
        await("a card to review " + number)
                .atMost(PATIENCE)
                .until(() -> reviewable(number).isPresent());
    }

    /** Reviews until it is approved, or there is no need to any more. */
    void approve(int number, String reviewer, BooleanSupplier enough) {
        awaitReviewable(number);
        await("approval of " + number).atMost(PATIENCE).until(() -> enough.getAsBoolean() || !review(number, reviewer));
        touched.put(number, Instant.now());
    }

    /** Reviews once if there is something to review. */
    boolean review(int number, String reviewer) {
        var card = reviewable(number);
        if (card.isEmpty()) {
            return false;
        }
        click(reviewer, card.get());
        try {
            var view = await().pollInterval(Duration.ofMillis(50))
                    .atMost(VIEW_PATIENCE)
                    .until(() -> viewOf(number, reviewer), Optional::isPresent)
                    .orElseThrow();
            slack.submit(reviewer, view, Map.of());
        } catch (ConditionTimeoutException e) {
            return true;
        }
        return true;
    }

    /** Whoever would have answered may be dead. */
    private void click(String reviewer, JsonNode card) {
        slack.post(
                "/control/click",
                Map.of(
                        "user",
                        reviewer,
                        "channel",
                        ControlClient.CHANNEL,
                        "ts",
                        card.get("ts").asString(),
                        "action_id",
                        ControlClient.button(card, "Review")
                                .orElseThrow()
                                .get("action_id")
                                .asString()));
    }

    /** A review numbers the arguments; the request's own number is the second. */
    private Optional<JsonNode> viewOf(int number, String reviewer) {
        return slack.view(reviewer).filter(view -> ControlClient.text(view).contains("  2  " + number + "\n"));
    }

    private Optional<JsonNode> reviewable(int number) {
        return slack.messages(ControlClient.REQUESTER).reversed().stream()
                .filter(message -> ControlClient.text(message).contains("work " + number + " "))
                .findFirst()
                .filter(message -> ControlClient.button(message, "Review").isPresent());
    }
}

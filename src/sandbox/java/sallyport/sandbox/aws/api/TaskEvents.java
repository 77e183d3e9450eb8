package sallyport.sandbox.aws.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Task;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The queue that EventBridge fills with an event for each task whose status changes. A message that was received is
 * hidden until its time is over or it is deleted. Keeps the last {@value #CAPACITY}. Thread-safe.
 */
public final class TaskEvents {
    static final int CAPACITY = 10_000;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final List<Message> messages = new ArrayList<>();

    /** One message; its receipt changes each time it is received. */
    static final class Message {
        private final String id = UUID.randomUUID().toString();
        private final String body;
        private final Instant sentAt;
        private String receipt = "";
        private Instant hiddenUntil = Instant.MIN;
        private int received;

        private Message(String body, Instant sentAt) {
            this.body = body;
            this.sentAt = sentAt;
        }

        String id() {
            return id;
        }

        String body() {
            return body;
        }

        Instant sentAt() {
            return sentAt;
        }
    }

    /** A message in the hands of one who received it. */
    record Received(Message message, String receipt, int count) {}

    public TaskEvents(InstantSource clock) {
        this.clock = clock;
    }

    /** Sends an event for each task that is not as it was. */
    public void changed(World before, World after) {
        var known = new HashMap<String, Task>();
        tasks(before).forEach(task -> known.put(task.arn(), task));
        tasks(after).stream()
                .filter(task -> differs(known, task))
                .forEach(task -> send(event(task).toString()));
    }

    private static List<Task> tasks(World world) {
        return world.clusters().stream()
                .flatMap(cluster -> cluster.tasks().stream())
                .toList();
    }

    private static boolean differs(Map<String, Task> known, Task task) {
        var old = known.get(task.arn());
        return old == null || old.status() != task.status() || old.toStop() != task.toStop();
    }

    private ObjectNode event(Task task) {
        var event = Json.object()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "ECS Task State Change")
                .put("source", "aws.ecs")
                .put("account", Account.ID)
                .put("time", clock.instant().toString())
                .put("region", Account.REGION);
        event.putArray("resources").add(task.arn());
        var detail = TaskJson.of(task, false, false);
        detail.remove("tags");
        event.set(
                "detail", withTextTimes(detail).put("updatedAt", clock.instant().toString()));
        return event;
    }

    /** EventBridge writes times as text. */
    private static ObjectNode withTextTimes(ObjectNode detail) {
        for (var name : List.copyOf(detail.propertyNames())) {
            JsonNode value = detail.path(name);
            if (name.endsWith("At") && value.isNumber()) {
                detail.put(
                        name,
                        Instant.ofEpochMilli(Math.round(value.asDouble() * 1000))
                                .toString());
            } else if (value instanceof ObjectNode inner) {
                withTextTimes(inner);
            } else if (value.isArray()) {
                value.forEach(each -> {
                    if (each instanceof ObjectNode inner) {
                        withTextTimes(inner);
                    }
                });
            }
        }
        return detail;
    }

    private void send(String body) {
        lock.lock();
        try {
            if (messages.size() == CAPACITY) {
                messages.removeFirst();
            }
            messages.add(new Message(body, clock.instant()));
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What there is, at most so much; waits for the first if there is nothing. */
    List<Received> receive(int most, Duration hidden, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            var found = take(most, hidden);
            while (found.isEmpty() && left > 0) {
                left = arrived.awaitNanos(left);
                found = take(most, hidden);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    private List<Received> take(int most, Duration hidden) {
        var now = clock.instant();
        var taken = new ArrayList<Received>();
        for (var message : messages) {
            if (taken.size() < most && !message.hiddenUntil.isAfter(now)) {
                message.receipt = UUID.randomUUID().toString();
                message.hiddenUntil = now.plus(hidden);
                message.received++;
                taken.add(new Received(message, message.receipt, message.received));
            }
        }
        return taken;
    }

    /** A receipt that is not the message's last one deletes nothing. */
    void delete(String receipt) {
        lock.lock();
        try {
            messages.removeIf(message -> message.receipt.equals(receipt));
        } finally {
            lock.unlock();
        }
    }

    public void clear() {
        lock.lock();
        try {
            messages.clear();
        } finally {
            lock.unlock();
        }
    }
}

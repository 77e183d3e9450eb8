package sallyport.aws;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.watch.StoppedTask;
import sallyport.watch.TaskMemory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Takes EventBridge's events of tasks from a queue and has those remembered that tell of a stop. A message is deleted
 * after what it tells is stored; what is no such event is counted and deleted. SQS may give a message twice, and in any
 * order: each tells all about its task, so nothing depends on either.
 */
public final class TaskEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskEvents.class);

    /** Messages of one answer; SQS gives ten at most. */
    private static final int MOST = 10;

    /** Seconds that SQS waits for the first message; must stay below the time that a socket waits, 15 s. */
    private static final int WAIT_SECONDS = 10;

    /** Seconds after which a message comes again that was not deleted. */
    private static final int HIDDEN_SECONDS = 60;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** What became of a message. */
    public enum Outcome {
        STORED,
        /** A state that is not the end, or a cluster that is not ours. */
        PASSED_OVER,
        /** Not an event of a task. */
        POISON
    }

    private final SqsClient sqs;
    private final QueueUrl queue;
    private final TaskEvent.Reader reader;
    private final TaskMemory memory;
    private final Consumer<Outcome> count;
    private final InstantSource clock;
    private final Pause pause;
    private final Thread thread;
    private volatile boolean closed;

    /** @param sqs is closed by whoever made it */
    TaskEvents(
            SqsClient sqs,
            QueueUrl queue,
            Collection<AwsTarget> targets,
            TaskMemory memory,
            Consumer<Outcome> count,
            InstantSource clock,
            Pause pause) {
        this.sqs = sqs;
        this.queue = queue;
        var aliases = targets.stream().map(AwsTarget::alias).toList();
        this.reader = new TaskEvent.Reader(group -> aliases.stream().anyMatch(group::isInClusterOf));
        this.memory = memory;
        this.count = count;
        this.clock = clock;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name("task-events").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            var next = FIRST_PAUSE;
            while (!closed) {
                if (take()) {
                    next = FIRST_PAUSE;
                } else {
                    pause.of(next);
                    next = next.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? next.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Takes what there is, or waits for it.
     *
     * @return whether it makes sense to go on at once
     */
    boolean take() {
        try {
            var messages = sqs.receiveMessage(request -> request.queueUrl(queue.url())
                            .maxNumberOfMessages(MOST)
                            .waitTimeSeconds(WAIT_SECONDS)
                            .visibilityTimeout(HIDDEN_SECONDS))
                    .messages();
            return messages.isEmpty() || stored(messages);
        } catch (SdkException e) {
            if (!closed) {
                LOG.warn(
                        "tasks.events-not-received: {}",
                        AwsErrors.explain("receiving events of tasks", e).sentence());
            }
            return false;
        } catch (RuntimeException e) {
            LOG.error("tasks.events-failed", e);
            return false;
        }
    }

    private boolean stored(List<Message> messages) {
        var stopped = new ArrayList<StoppedTask>();
        var outcomes = new ArrayList<Outcome>();
        for (var message : messages) {
            outcomes.add(
                    switch (reader.read(message.body(), clock.instant())) {
                        case TaskEvent.Stopped(var task) -> {
                            stopped.add(task);
                            yield Outcome.STORED;
                        }
                        case TaskEvent.PassedOver() -> Outcome.PASSED_OVER;
                        case TaskEvent.Poison(var why) -> {
                            LOG.warn("tasks.event-dropped message={}: {}", message.messageId(), why);
                            yield Outcome.POISON;
                        }
                    });
        }
        if (!stopped.isEmpty() && !memory.keep(stopped)) {
            return false;
        }
        for (var message : messages) {
            var _ = sqs.deleteMessage(request -> request.queueUrl(queue.url()).receiptHandle(message.receiptHandle()));
        }
        outcomes.forEach(count);
        return true;
    }

    /** Ends a wait that is under way. What was received and not stored comes again. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}

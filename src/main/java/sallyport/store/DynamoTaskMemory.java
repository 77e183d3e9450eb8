package sallyport.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.LedgerUnavailable;
import sallyport.watch.Fact;
import sallyport.watch.StoppedTask;
import sallyport.watch.TaskGroup;
import sallyport.watch.TaskHistory;
import sallyport.watch.TaskMemory;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Stopped tasks in the ledger's table, so that all replicas remember the same: a partition for each group, in the order
 * of their stops.
 */
public final class DynamoTaskMemory implements TaskMemory {
    private static final Logger LOG = LoggerFactory.getLogger(DynamoTaskMemory.class);
    private static final String JSON = "json";

    /** Tasks of one transaction; DynamoDB takes 100 items and 4 MB, and a task may be tens of kilobytes. */
    private static final int BATCH = 25;

    /** How often what is too old or too much of a group is looked for: that reads the whole partition. */
    private static final Duration TIDY = Duration.ofHours(1);

    private final DynamoCalls calls;
    private final InstantSource clock;
    private final Map<TaskGroup, Instant> tidied = new ConcurrentHashMap<>();

    private DynamoTaskMemory(DynamoCalls calls, InstantSource clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /** Opens the memory in a table that the ledger has looked at. */
    public static DynamoTaskMemory open(DynamoTable table, InstantSource clock) {
        return open(table, clock, DynamoLimits.SERVING);
    }

    static DynamoTaskMemory open(DynamoTable table, InstantSource clock, DynamoLimits limits) {
        return new DynamoTaskMemory(new DynamoCalls(table, new DynamoClients(table, limits), Thread::sleep), clock);
    }

    @Override
    public boolean keep(List<StoppedTask> tasks) {
        // A transaction takes each item once, and a queue may tell of a task twice.
        Map<DynamoKey, TransactWriteItem> puts = new LinkedHashMap<>();
        tasks.forEach(task -> puts.put(key(task), put(task)));
        if (!written(List.copyOf(puts.values()))) {
            return false;
        }
        tasks.stream().map(StoppedTask::group).distinct().forEach(this::tidy);
        return true;
    }

    private TransactWriteItem put(StoppedTask task) {
        return DynamoItem.at(key(task))
                .with(JSON, TaskFormat.write(task.history()))
                .put(calls.table());
    }

    private DynamoKey key(StoppedTask task) {
        var history = task.history();
        var at = history.endedAt().orElseGet(clock::instant);
        return new DynamoKey(
                partition(task.group()), sort(at) + "#" + history.task().id());
    }

    private static String partition(TaskGroup group) {
        return "TASKS#" + SqliteTaskMemory.place(group);
    }

    private static String sort(Instant at) {
        return DynamoKey.padded(at.toEpochMilli());
    }

    private boolean written(List<TransactWriteItem> items) {
        for (int from = 0; from < items.size(); from += BATCH) {
            if (!writtenAtOnce(items.subList(from, Math.min(from + BATCH, items.size())))) {
                return false;
            }
        }
        return true;
    }

    private boolean writtenAtOnce(List<TransactWriteItem> items) {
        return switch (calls.transact(items)) {
            case Transacted.Done _ -> true;
            case Transacted.Refused _ -> throw new IllegalStateException("a write without condition was refused");
            case Transacted.Unanswered(var why) -> {
                LOG.warn("tasks.not-remembered: {}", why);
                yield false;
            }
        };
    }

    private void tidy(TaskGroup group) {
        var now = clock.instant();
        var last = tidied.getOrDefault(group, Instant.MIN);
        if (now.isBefore(last.plus(TIDY))) {
            return;
        }
        tidied.put(group, now);
        try {
            var all = calls.query(DynamoQuery.all(partition(group)));
            int many = Math.max(all.size() - MOST_OF_A_GROUP, 0);
            var old = all.stream().skip(many).takeWhile(item -> item.sort().compareTo(oldest()) < 0);
            var drops =
                    Stream.concat(all.stream().limit(many), old).map(this::drop).toList();
            var _ = written(drops);
        } catch (LedgerUnavailable e) {
            LOG.warn("tasks.not-tidied: {}", e.explanation());
        }
    }

    private TransactWriteItem drop(DynamoItem item) {
        var key = new DynamoKey(item.partition(), item.sort()).attributes();
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(calls.table()).key(key))
                .build();
    }

    private String oldest() {
        return sort(clock.instant().minus(KEPT));
    }

    @Override
    public Fact<List<TaskHistory>> of(TaskGroup group) {
        try {
            return new Fact.Known<>(calls.query(DynamoQuery.last(partition(group), MOST_OF_A_GROUP)).stream()
                    .filter(item -> item.sort().compareTo(oldest()) > 0)
                    .flatMap(item -> TaskFormat.read(item.text(JSON)).stream())
                    .toList());
        } catch (LedgerUnavailable e) {
            return new Fact.Missing<>(
                    "What Sallyport remembers of stopped tasks cannot be read just now: " + e.explanation() + ".");
        }
    }

    @Override
    public void close() {
        calls.close();
    }
}

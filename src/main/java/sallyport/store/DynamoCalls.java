package sallyport.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.LedgerUnavailable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * What the ledger asks of its table. All reads are strongly consistent. A transaction that is not answered is a value,
 * anything else that is not is {@link LedgerUnavailable}. Safe for use by many threads.
 */
final class DynamoCalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DynamoCalls.class);

    /** Items in one BatchGetItem. Source: its API reference. */
    private static final int MAX_BATCH = 100;

    /** A conflict lasts as long as the other transaction, some milliseconds; the pause before a repeat grows. */
    private static final int FIRST_PAUSE_MILLIS = 10;

    private static final int LONGEST_PAUSE_MILLIS = 80;

    /** Repeats of an update or a batch that DynamoDB put off. */
    private static final int MAX_REPEATS = 5;

    /** Reasons of a cancelled transaction that pass by themselves. */
    private static final Set<String> CONTENTION =
            Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private final String table;
    private final DynamoClients clients;
    private final Pause pause;
    private volatile boolean closed;

    /** Waits. A port, so that a test of waiting need not wait. */
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    DynamoCalls(DynamoTable table, DynamoClients clients, Pause pause) {
        this.table = table.name();
        this.clients = clients;
        this.pause = pause;
    }

    /** @throws LedgerUnavailable with what to do, if the table cannot be used */
    void check(DynamoTable described) {
        DynamoTableCheck.check(described, clients);
    }

    Optional<DynamoItem> get(DynamoKey key) {
        return repeating(client -> {
            var answer = client.getItem(
                    request -> request.tableName(table).key(key.attributes()).consistentRead(true));
            return answer.hasItem() ? Optional.of(DynamoItem.of(answer.item())) : Optional.empty();
        });
    }

    /** The items that are there, in the order of their keys. */
    List<DynamoItem> get(List<DynamoKey> keys) {
        Map<DynamoKey, DynamoItem> found = new HashMap<>();
        for (int from = 0; from < keys.size(); from += MAX_BATCH) {
            var batch = keys.subList(from, Math.min(from + MAX_BATCH, keys.size()));
            fetch(batch).forEach(item -> found.put(new DynamoKey(item.partition(), item.sort()), item));
        }
        return keys.stream().filter(found::containsKey).map(found::get).toList();
    }

    private List<DynamoItem> fetch(List<DynamoKey> keys) {
        var items = new ArrayList<DynamoItem>();
        var left = keysOf(keys);
        for (int attempt = 0; !left.isEmpty(); attempt++) {
            if (attempt > 0 && (attempt > MAX_REPEATS || !paused(attempt))) {
                throw new LedgerUnavailable(
                        "the ledger's table is busy", new IllegalStateException("unprocessed keys after " + attempt));
            }
            var wanted = left;
            var answer = repeating(client -> client.batchGetItem(request -> request.requestItems(wanted)));
            answer.responses().getOrDefault(table, List.of()).forEach(item -> items.add(DynamoItem.of(item)));
            left = answer.unprocessedKeys();
        }
        return items;
    }

    private Map<String, KeysAndAttributes> keysOf(List<DynamoKey> keys) {
        var attributes = keys.stream().map(DynamoKey::attributes).toList();
        return Map.of(
                table,
                KeysAndAttributes.builder()
                        .keys(attributes)
                        .consistentRead(true)
                        .build());
    }

    List<DynamoItem> query(DynamoQuery query) {
        var items = new ArrayList<DynamoItem>();
        Map<String, AttributeValue> start = Map.of();
        do {
            var page = page(query, query.limit() - items.size(), start);
            page.items().forEach(item -> items.add(DynamoItem.of(item)));
            start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!start.isEmpty() && items.size() < query.limit());
        return items;
    }

    private QueryResponse page(DynamoQuery query, int limit, Map<String, AttributeValue> start) {
        var request = query.request(table);
        if (query.limit() < DynamoQuery.UNLIMITED) {
            request.limit(limit);
        }
        if (!start.isEmpty()) {
            request.exclusiveStartKey(start);
        }
        return repeating(client -> client.query(request.build()));
    }

    /**
     * Changes one item, in a way that may be repeated.
     *
     * @return whether its condition held
     */
    boolean update(UpdateItemRequest.Builder request) {
        return conditional(() ->
                repeating(client -> client.updateItem(request.tableName(table).build())
                        .sdkHttpResponse()
                        .isSuccessful()));
    }

    /** Removes one item if its attribute has the value. */
    void delete(DynamoKey key, String name, AttributeValue value) {
        var _ = conditional(() -> repeating(client -> client.deleteItem(request -> request.tableName(table)
                        .key(key.attributes())
                        .conditionExpression("#name = :value")
                        .expressionAttributeNames(Map.of("#name", name))
                        .expressionAttributeValues(Map.of(":value", value)))
                .sdkHttpResponse()
                .isSuccessful()));
    }

    private boolean conditional(Supplier<Boolean> change) {
        for (int attempt = 1; ; attempt++) {
            try {
                return change.get();
            } catch (ConditionalCheckFailedException e) {
                return false;
            } catch (TransactionConflictException e) {
                if (attempt > MAX_REPEATS || !paused(attempt)) {
                    throw DynamoErrors.unavailable(e);
                }
            }
        }
    }

    /**
     * Writes all items or none. A conflict with another transaction is repeated within the time a write has; nothing
     * else is.
     */
    Transacted transact(List<TransactWriteItem> items) {
        long deadline = System.nanoTime() + clients.limits().write().toNanos();
        for (int attempt = 1; ; attempt++) {
            if (closed) {
                return new Transacted.Unanswered(DynamoErrors.CLOSED);
            }
            try {
                return write(items, Duration.ofNanos(deadline - System.nanoTime()));
            } catch (TransactionConflictException | TransactionInProgressException e) {
                LOG.atDebug().addKeyValue("attempt", attempt).log("ledger.conflict");
            } catch (SdkException e) {
                return new Transacted.Unanswered(DynamoErrors.explain(e));
            }
            if (!paused(attempt) || System.nanoTime() >= deadline) {
                return new Transacted.Unanswered("other writes kept the ledger busy");
            }
        }
    }

    private Transacted write(List<TransactWriteItem> items, Duration left) {
        try {
            var _ = clients.writing()
                    .transactWriteItems(request -> request.transactItems(items)
                            .overrideConfiguration(
                                    limit -> limit.apiCallTimeout(left.isPositive() ? left : Duration.ofMillis(1))));
            return new Transacted.Done();
        } catch (TransactionCanceledException e) {
            var refused = refused(e.cancellationReasons());
            if (!refused.isEmpty()) {
                return new Transacted.Refused(refused);
            }
            if (codes(e).anyMatch(CONTENTION::contains)) {
                throw TransactionConflictException.builder().cause(e).build();
            }
            if (codes(e).anyMatch("ValidationError"::equals)) {
                throw DynamoErrors.ours(e);
            }
            throw e;
        }
    }

    private static Stream<String> codes(TransactionCanceledException cancelled) {
        return cancelled.cancellationReasons().stream().map(CancellationReason::code);
    }

    private static Set<Integer> refused(List<CancellationReason> reasons) {
        var refused = new HashSet<Integer>();
        for (int place = 0; place < reasons.size(); place++) {
            if ("ConditionalCheckFailed".equals(reasons.get(place).code())) {
                refused.add(place);
            }
        }
        return refused;
    }

    /** The table for transactions to name. */
    String table() {
        return table;
    }

    private <T> T repeating(Asking<T> asking) {
        if (closed) {
            throw new LedgerUnavailable(DynamoErrors.CLOSED, new IllegalStateException(DynamoErrors.CLOSED));
        }
        try {
            return asking.of(clients.repeating());
        } catch (ConditionalCheckFailedException | TransactionConflictException e) {
            throw e;
        } catch (SdkException e) {
            throw DynamoErrors.unavailable(e);
        }
    }

    private interface Asking<T> {
        T of(DynamoDbClient client);
    }

    /** @return whether there is any use in going on */
    private boolean paused(int attempt) {
        int longest = Math.min(FIRST_PAUSE_MILLIS << Math.min(attempt, MAX_REPEATS), LONGEST_PAUSE_MILLIS);
        try {
            pause.of(Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, longest + 1)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        clients.close();
    }
}

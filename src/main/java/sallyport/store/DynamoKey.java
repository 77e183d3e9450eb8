package sallyport.store;

import java.time.Instant;
import java.util.Map;
import sallyport.audit.Installation;
import sallyport.request.RequestId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The primary key of an item. What is listed in an order has that order in its sort key, so numbers in it have a fixed
 * width. Events and checkpoints have partitions of their own, so that an IAM policy can name them.
 */
record DynamoKey(String partition, String sort) {
    static final String PARTITION = "pk";
    static final String SORT = "sk";

    /** The condition that nothing has the key. */
    static final String ABSENT = "attribute_not_exists(pk)";

    /** Pointers to the requests that {@code unfinished} lists, by age. */
    static final String UNFINISHED = "UNFINISHED";

    /** Pointers to all requests, by age. */
    static final String HISTORY = "HISTORY";

    /** The name of every chain. */
    static final String CHAINS = "CHAINS";

    /** The head of every chain that has grown since its last checkpoint. */
    static final String UNSEALED = "UNSEALED";

    static final String CHECKPOINTS = "CHECKPOINT";

    private static final String ONLY = "STATE";

    static DynamoKey request(RequestId id) {
        return new DynamoKey("REQUEST#" + id.value(), ONLY);
    }

    static DynamoKey mark(String mark) {
        return new DynamoKey("MARK#" + mark, ONLY);
    }

    static DynamoKey event(String chain, long sequence) {
        return new DynamoKey(events(chain), padded(sequence));
    }

    static DynamoKey installation() {
        return new DynamoKey("INSTALLATION", ONLY);
    }

    static DynamoKey chain(String name) {
        return new DynamoKey(CHAINS, name);
    }

    static DynamoKey unsealed(String chain) {
        return new DynamoKey(UNSEALED, chain);
    }

    static DynamoKey checkpoint(long number) {
        return new DynamoKey(CHECKPOINTS, padded(number));
    }

    static DynamoKey lease(String name) {
        return new DynamoKey("LEASE#" + name, ONLY);
    }

    /** Absent as long as the table has the first shape. */
    static DynamoKey shape() {
        return new DynamoKey("SHAPE", ONLY);
    }

    /** The partition of a chain's events: of a request, or {@value Installation#CHAIN}. */
    static String events(String chain) {
        return "EVENT#" + chain;
    }

    /**
     * A place in a list by age.
     *
     * @param arrival tells apart what was asked at the same moment
     */
    static String age(Instant askedAt, long arrival, RequestId id) {
        return padded(askedAt.toEpochMilli()) + "#" + padded(arrival) + "#" + id.value();
    }

    /** As wide as the largest {@code long}, so that the order of texts is that of numbers. */
    static String padded(long number) {
        return "%019d".formatted(number);
    }

    static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    Map<String, AttributeValue> attributes() {
        return Map.of(PARTITION, text(partition), SORT, text(sort));
    }
}

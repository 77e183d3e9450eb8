package sallyport.store;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * A strongly consistent read of one partition in the order of its sort keys.
 *
 * @param bound a condition on the sort key, empty for none, with {@code :bound} for the text it is compared to
 * @param limit items at most
 */
record DynamoQuery(String partition, String bound, String boundText, boolean backwards, int limit) {
    static final int UNLIMITED = Integer.MAX_VALUE;

    private static final String NO_BOUND = "";

    static DynamoQuery all(String partition) {
        return first(partition, UNLIMITED);
    }

    static DynamoQuery first(String partition, int limit) {
        return new DynamoQuery(partition, NO_BOUND, "", false, limit);
    }

    static DynamoQuery last(String partition, int limit) {
        return new DynamoQuery(partition, NO_BOUND, "", true, limit);
    }

    /** @param sort an empty one is before all others, and is not asked for: a key is never empty */
    static DynamoQuery after(String partition, String sort, int limit) {
        return sort.isEmpty()
                ? first(partition, limit)
                : new DynamoQuery(partition, " AND sk > :bound", sort, false, limit);
    }

    static DynamoQuery from(String partition, String sort, int limit) {
        return new DynamoQuery(partition, " AND sk >= :bound", sort, false, limit);
    }

    QueryRequest.Builder request(String table) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":partition", DynamoKey.text(partition)));
        if (!bound.equals(NO_BOUND)) {
            values.put(":bound", DynamoKey.text(boundText));
        }
        return QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression("pk = :partition" + bound)
                .expressionAttributeValues(values)
                .scanIndexForward(!backwards);
    }
}

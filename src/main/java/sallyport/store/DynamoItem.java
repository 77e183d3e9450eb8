package sallyport.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The attributes of one item, read and written by type. */
final class DynamoItem {
    private final Map<String, AttributeValue> attributes;

    private DynamoItem(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    static DynamoItem at(DynamoKey key) {
        return new DynamoItem(new HashMap<>(key.attributes()));
    }

    static DynamoItem of(Map<String, AttributeValue> attributes) {
        return new DynamoItem(attributes);
    }

    DynamoItem with(String name, String text) {
        attributes.put(name, AttributeValue.fromS(text));
        return this;
    }

    DynamoItem with(String name, long number) {
        attributes.put(name, number(number));
        return this;
    }

    DynamoItem with(String name, boolean flag) {
        attributes.put(name, AttributeValue.fromBool(flag));
        return this;
    }

    DynamoItem with(String name, SdkBytes bytes) {
        attributes.put(name, AttributeValue.fromB(bytes));
        return this;
    }

    static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    String text(String name) {
        return optional(name).orElseThrow(() -> missing(name));
    }

    Optional<String> optional(String name) {
        return value(name).map(AttributeValue::s);
    }

    long number(String name) {
        return value(name).map(value -> Long.parseLong(value.n())).orElseThrow(() -> missing(name));
    }

    boolean flag(String name) {
        return value(name).map(AttributeValue::bool).orElseThrow(() -> missing(name));
    }

    Optional<SdkBytes> bytes(String name) {
        return value(name).map(AttributeValue::b);
    }

    String partition() {
        return text(DynamoKey.PARTITION);
    }

    String sort() {
        return text(DynamoKey.SORT);
    }

    /** Writes it over whatever has its key. */
    TransactWriteItem put(String table) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table).item(attributes))
                .build();
    }

    /** Writes it where nothing has its key. */
    TransactWriteItem putNew(String table) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table).item(attributes).conditionExpression(DynamoKey.ABSENT))
                .build();
    }

    Map<String, AttributeValue> attributes() {
        return Map.copyOf(attributes);
    }

    private Optional<AttributeValue> value(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    private IllegalStateException missing(String name) {
        return new IllegalStateException(
                "the ledger's item " + partition() + " " + sort() + " has no " + name + "; was it edited?");
    }
}

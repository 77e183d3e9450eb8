package sallyport.store;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sallyport.audit.LedgerUnavailable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/**
 * Looks at the table before it is used. Sallyport does not make it: whoever may create tables may do far more than a
 * ledger needs.
 */
final class DynamoTableCheck {
    private static final Map<KeyType, String> KEYS =
            Map.of(KeyType.HASH, DynamoKey.PARTITION, KeyType.RANGE, DynamoKey.SORT);

    private static final Set<TableStatus> USABLE = Set.of(TableStatus.ACTIVE, TableStatus.UPDATING);

    private DynamoTableCheck() {}

    /** @throws LedgerUnavailable with what to do, if it cannot be used */
    static void check(DynamoTable table, DynamoClients clients) {
        try (var client = clients.client(DynamoLimits.OPENING.repeating())) {
            check(
                    table,
                    client.describeTable(request -> request.tableName(table.name()))
                            .table());
        } catch (ResourceNotFoundException e) {
            throw new LedgerUnavailable(
                    "there is no table " + table.name() + " in " + table.region()
                            + "; nothing was written. Create it with: " + createCommand(table),
                    e);
        } catch (SdkException e) {
            throw new LedgerUnavailable(
                    "the table " + table.name() + " in " + table.region() + " cannot be looked at: "
                            + DynamoErrors.explain(e) + " (it takes dynamodb:DescribeTable); nothing was written",
                    e);
        }
    }

    private static void check(DynamoTable table, TableDescription found) {
        if (!keys(found).equals(KEYS) || !haveTexts(found)) {
            throw unusable("the table " + table.name() + " in " + table.region()
                    + " has another primary key than the ledger's; nothing was written."
                    + " Name another table in store.dynamodb.table and create it with: " + createCommand(table));
        }
        if (!USABLE.contains(found.tableStatus())) {
            throw unusable("the table " + table.name() + " in " + table.region() + " is " + found.tableStatusAsString()
                    + "; nothing was written. Try again when it is ACTIVE");
        }
    }

    private static LedgerUnavailable unusable(String sentence) {
        return new LedgerUnavailable(sentence, new IllegalStateException(sentence));
    }

    private static Map<KeyType, String> keys(TableDescription found) {
        return found.keySchema().stream()
                .collect(Collectors.toMap(KeySchemaElement::keyType, KeySchemaElement::attributeName));
    }

    private static boolean haveTexts(TableDescription found) {
        return found.attributeDefinitions().stream()
                .filter(attribute -> KEYS.containsValue(attribute.attributeName()))
                .map(AttributeDefinition::attributeType)
                .allMatch(ScalarAttributeType.S::equals);
    }

    /** What makes the table, for a shell; it is the one in {@code docs/aws.md}. */
    static String createCommand(DynamoTable table) {
        return "aws dynamodb create-table --region " + table.region() + " --table-name " + table.name()
                + " --attribute-definitions AttributeName=pk,AttributeType=S AttributeName=sk,AttributeType=S"
                + " --key-schema AttributeName=pk,KeyType=HASH AttributeName=sk,KeyType=RANGE"
                + " --billing-mode PAY_PER_REQUEST --deletion-protection-enabled";
    }
}
